//! Contents, by hash: taken in beside, checked, and only then put where they can be found.

use std::{
    io::ErrorKind,
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::Context as _;
use bytes::Bytes;
use futures::{Stream, TryStreamExt as _};
use object_store::{ObjectStore, ObjectStoreExt as _, PutPayload, local::LocalFileSystem};
use sha2::{Digest as _, Sha256};
use tokio::{
    fs::{self, File},
    io::AsyncWriteExt as _,
};
use uuid::Uuid;

/// Where contents lie.
#[derive(Clone)]
pub struct Contents {
    store: Arc<dyn ObjectStore>,
    incoming: PathBuf,
    /// Free bytes that are left to others.
    reserve: u64,
}

/// Why something could not be kept.
#[derive(Debug, thiserror::Error)]
pub enum Lost {
    /// No room, or nearly none.
    #[error("there is no room for documents")]
    NoRoom,
    #[error(transparent)]
    Fault(#[from] anyhow::Error),
}

impl Contents {
    /// Contents under `dir`, which is made when it is not there. What an earlier process left
    /// half taken in is thrown away.
    ///
    /// # Errors
    /// When the folder cannot be made or written to.
    pub async fn open(dir: &Path, reserve: u64) -> anyhow::Result<Self> {
        let (kept, incoming) = (dir.join("content"), dir.join("incoming"));
        let made = async {
            fs::create_dir_all(&kept).await?;
            fs::remove_dir_all(&incoming)
                .await
                .or_else(absent_is_fine)?;
            fs::create_dir_all(&incoming).await
        };
        made.await
            .with_context(|| format!("the documents' folder {}", dir.display()))?;
        let store = LocalFileSystem::new_with_prefix(&kept)?.with_fsync(true);
        Ok(Self {
            store: Arc::new(store),
            incoming,
            reserve,
        })
    }

    /// A place for a file that is coming in; gone with the value.
    ///
    /// # Errors
    /// When there is no room.
    pub async fn begin(&self) -> Result<Incoming, Lost> {
        let space = rustix::fs::statvfs(&self.incoming).context("the room for documents")?;
        if space.f_bavail.saturating_mul(space.f_frsize) < self.reserve {
            return Err(Lost::NoRoom);
        }
        let path = self.incoming.join(Uuid::now_v7().to_string());
        let file = File::create_new(&path).await.map_err(lost)?;
        Ok(Incoming {
            path,
            file,
            hash: Sha256::new(),
            size: 0,
        })
    }

    /// Puts `bytes` under their hash: durable, and there whole or not at all.
    ///
    /// # Errors
    /// When there is no room.
    pub async fn put(&self, sha256: &str, bytes: Bytes) -> Result<(), Lost> {
        let put = self
            .store
            .put(&place(sha256), PutPayload::from(bytes))
            .await;
        put.map(drop).map_err(|error| {
            let error = anyhow::Error::from(error);
            let full = error.chain().filter_map(|cause| cause.downcast_ref());
            if full.into_iter().any(is_full) {
                Lost::NoRoom
            } else {
                Lost::Fault(error.context("keeping a document"))
            }
        })
    }

    /// The bytes, piece by piece.
    ///
    /// # Errors
    /// When they are not there.
    pub async fn read(
        &self,
        sha256: &str,
    ) -> anyhow::Result<impl Stream<Item = anyhow::Result<Bytes>> + use<>> {
        let found = self.store.get(&place(sha256)).await?;
        Ok(found.into_stream().map_err(anyhow::Error::from))
    }

    /// Takes them away; what is gone already is no fault.
    ///
    /// # Errors
    /// When they cannot be taken away.
    pub async fn delete(&self, sha256: &str) -> anyhow::Result<()> {
        match self.store.delete(&place(sha256)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}

/// A file that is coming in. Dropped, it leaves nothing.
pub struct Incoming {
    path: PathBuf,
    file: File,
    hash: Sha256,
    size: u64,
}

impl Incoming {
    pub fn size(&self) -> u64 {
        self.size
    }

    /// # Errors
    /// When there is no room.
    pub async fn write(&mut self, chunk: &[u8]) -> Result<(), Lost> {
        self.hash.update(chunk);
        self.size += chunk.len() as u64;
        self.file.write_all(chunk).await.map_err(lost)
    }

    /// All that came, and its hash in hexadecimal.
    ///
    /// # Errors
    /// When it cannot be read back.
    pub async fn finish(mut self) -> Result<(Bytes, String), Lost> {
        self.file.flush().await.map_err(lost)?;
        let bytes = fs::read(&self.path).await.map_err(lost)?;
        let hash = std::mem::take(&mut self.hash).finalize();
        Ok((bytes.into(), hexadecimal(&hash)))
    }
}

impl Drop for Incoming {
    fn drop(&mut self) {
        // What cannot be removed now is removed at the next start.
        let _ = std::fs::remove_file(&self.path);
    }
}

/// Lower-case hexadecimal digits.
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Beside others of the same first byte, so that no folder grows without bound.
fn place(sha256: &str) -> object_store::path::Path {
    let first = sha256.get(..2).unwrap_or_default();
    object_store::path::Path::from_iter([first, sha256])
}

fn lost(error: std::io::Error) -> Lost {
    if is_full(&error) {
        Lost::NoRoom
    } else {
        Lost::Fault(anyhow::Error::from(error).context("taking a document in"))
    }
}

fn is_full(error: &std::io::Error) -> bool {
    let kinds = [ErrorKind::StorageFull, ErrorKind::QuotaExceeded];
    kinds.contains(&error.kind())
}

fn absent_is_fine(error: std::io::Error) -> std::io::Result<()> {
    if error.kind() == ErrorKind::NotFound {
        Ok(())
    } else {
        Err(error)
    }
}
