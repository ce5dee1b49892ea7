//! The `acervo` program: arguments in, exit code out.

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> acervo::cli::Status {
    acervo::cli::run(std::env::args_os())
}
