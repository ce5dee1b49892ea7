//! The pack: one zip file with the whole site, to carry on a stick or send by a message.

use super::stage::Stage;
use crate::diag::Failure;
use crate::source::regular_file::RegularFile;
use std::fs::File;
use std::io::{self, BufWriter, Read};
use std::path::{Path, PathBuf};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// A pack that is written but has not its name yet. Dropped without [`Pack::place`] it disappears.
pub struct Pack {
    half: PathBuf,
    file: PathBuf,
}

impl Stage {
    /// Writes all that was put into a zip file, below one folder and with `first` before the rest.
    /// The same files give the same bytes: they are sorted and have no dates.
    pub fn pack(&self, file: &Path, folder: &str, first: (&str, &str)) -> Result<Pack, Failure> {
        let failed = |e: io::Error| Failure::io("no se pudo escribir", file, &e);
        if file.is_dir() {
            return Err(Failure::new(format!("{} es una carpeta", file.display()))
                .help("escriba el nombre del archivo: `--zip sitio.zip`"));
        }
        if !is_pack(file) {
            let message = format!("{} ya existe y no es un .zip", file.display());
            return Err(Failure::new(message).help("elija otro nombre: `--zip sitio.zip`"));
        }
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let half = file.with_file_name(format!(".{name}.{}.tmp", std::process::id()));
        let open = File::create_new(&half).map_err(failed)?;
        let pack = Pack {
            half,
            file: file.to_owned(),
        };
        let mut zip = ZipWriter::new(BufWriter::new(open));
        // A zip starts in 1980; a date of today would make other bytes of the same site.
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644);
        let mut add = |path: &str, from: &mut dyn Read| -> io::Result<()> {
            zip.start_file(format!("{folder}/{path}"), options)?;
            io::copy(from, &mut zip).map(drop)
        };
        add(first.0, &mut first.1.as_bytes()).map_err(failed)?;
        for path in self.staged_paths() {
            let mut file = File::open(self.staged(&path)).map_err(failed)?;
            add(&path, &mut file).map_err(failed)?;
        }
        let done = zip.finish().map_err(|e| failed(e.into()))?;
        let open = done.into_inner().map_err(|e| failed(e.into_error()))?;
        open.sync_all().map_err(failed)?;
        Ok(pack)
    }
}

/// Whether a pack may take this name: nothing has it, or an older pack.
fn is_pack(file: &Path) -> bool {
    let mut start = [0; 2];
    match RegularFile::open(file).and_then(|found| found.start(&mut start)) {
        Ok(()) => start == *b"PK",
        Err(why) => why.kind() == io::ErrorKind::NotFound,
    }
}

impl Pack {
    /// Gives the pack its name, in place of an older one, and tells its size.
    pub fn place(self) -> Result<u64, Failure> {
        let placed = std::fs::rename(&self.half, &self.file);
        let size = placed.and_then(|()| std::fs::metadata(&self.file));
        let size = size.map_err(|e| Failure::io("no se pudo escribir", &self.file, &e))?;
        Ok(size.len())
    }
}

impl Drop for Pack {
    fn drop(&mut self) {
        // After `place` there is nothing left under this name.
        let _ = std::fs::remove_file(&self.half);
    }
}
