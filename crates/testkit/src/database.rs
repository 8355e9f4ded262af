use std::fs::{File, TryLockError};
use std::path::Path;

use servers::{Admin, Postgres, PostgresOptions};
use sqlx::PgPool;
use sqlx::migrate::Migrator;
use sqlx::postgres::PgPoolOptions;
use tokio::sync::OnceCell;
use uuid::Uuid;

const PREFIX: &str = "test_";

/// A database for one test, owned by a role of its own as a service's is. Dropped with this value.
#[derive(Debug)]
pub struct Database {
    /// `postgres://role:password@127.0.0.1:port/database`
    pub url: String,
    /// A pool of connections of that role.
    pub pool: PgPool,
    name: String,
    admin: Admin,
}

impl Database {
    /// Creates a database and applies the migrations in the order given: the chassis's first,
    /// then the service's.
    ///
    /// # Panics
    /// When the server cannot be had or a migration fails.
    pub async fn new(migrations: &[&Migrator]) -> Self {
        let admin = admin().await;
        let name = format!("{PREFIX}{}", Uuid::now_v7().simple());
        let url = admin.create_service_database(&name, "test").await;
        let url = url.expect("create the test's database");
        // Lazily, with few connections: hundreds of tests share one server.
        let pool = PgPoolOptions::new().max_connections(8).connect_lazy(&url);
        let pool = pool.expect("the URL is well-formed");
        for migrator in migrations {
            migrator.run(&pool).await.expect("apply the migrations");
        }
        Self {
            url,
            pool,
            name,
            admin,
        }
    }
}

impl Drop for Database {
    /// On a thread with a runtime of its own: the test's may be ending.
    fn drop(&mut self) {
        let (admin, name) = (self.admin.clone(), self.name.clone());
        let dropped = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build();
            // A server that is gone has taken the database along.
            runtime.map(|runtime| runtime.block_on(admin.drop_service_database(&name)))
        });
        let _ = dropped.join();
    }
}

/// The server all tests of this run share.
async fn admin() -> Admin {
    static ADMIN: OnceCell<Admin> = OnceCell::const_new();
    let start = || async {
        match shared_server() {
            Some(url) => Admin::from_url(&url).expect("MOTCUA_TEST_POSTGRES"),
            None => private_server().await,
        }
    };
    ADMIN.get_or_init(start).await.clone()
}

/// `make test` starts one server for the whole run and names it here.
#[expect(
    clippy::disallowed_methods,
    reason = "handed down by with-postgres; tests have no settings file"
)]
fn shared_server() -> Option<String> {
    std::env::var("MOTCUA_TEST_POSTGRES").ok()
}

/// A server for this process alone, in the first home under `target/testkit` that is free. Homes
/// are used again by later processes, so only the first of them all pays for `initdb`.
///
/// Statics are never dropped: the kernel stops the server when this process ends.
async fn private_server() -> Admin {
    static HELD: OnceCell<(File, Postgres)> = OnceCell::const_new();
    let homes = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/testkit");
    std::fs::create_dir_all(&homes).expect("create target/testkit");
    let free = |number: &u32| {
        let lock = File::create(homes.join(format!("postgres-{number}.lock")));
        let lock = lock.expect("create a lock file");
        match lock.try_lock() {
            Ok(()) => Some((lock, homes.join(format!("postgres-{number}")))),
            Err(TryLockError::WouldBlock) => None,
            Err(TryLockError::Error(error)) => panic!("lock a test server's home: {error}"),
        }
    };
    let found = (0..64).find_map(|number| free(&number));
    let (lock, home) = found.expect("64 test servers run already");
    let options = PostgresOptions {
        durable: false,
        ..PostgresOptions::default()
    };
    let server = Postgres::start(&home, options).await;
    let server = server.expect("start a PostgreSQL server");
    let admin = server.admin().clone();
    // Left by a test that was killed.
    let left = admin.databases(PREFIX).await;
    for name in left.expect("list the databases") {
        let dropped = admin.drop_service_database(&name).await;
        dropped.expect("drop a database left over");
    }
    HELD.set((lock, server)).expect("called once");
    admin
}
