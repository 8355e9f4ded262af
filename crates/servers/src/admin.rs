//! What the superuser does on a private server: one database and one login role per service.

use anyhow::{Context, Result, ensure};
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, Connection, Executor};

/// A superuser's access to a server on 127.0.0.1.
#[derive(Clone, Debug)]
pub struct Admin {
    port: u16,
    user: String,
    password: Option<String>,
}

impl Admin {
    pub(crate) fn new(port: u16, user: &str, password: String) -> Self {
        Self {
            port,
            user: user.to_owned(),
            password: Some(password),
        }
    }

    /// The port on 127.0.0.1.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// From a URL such as `postgres://user:password@127.0.0.1:5433/postgres`; the password may
    /// hold no character that a URL escapes.
    ///
    /// # Errors
    /// When it is no such URL.
    pub fn from_url(url: &str) -> Result<Self> {
        let take_apart = || {
            let (user, host) = url.strip_prefix("postgres://")?.split_once('@')?;
            let (user, password) = match user.split_once(':') {
                Some((user, password)) => (user, Some(password.to_owned())),
                None => (user, None),
            };
            let port = host
                .strip_prefix("127.0.0.1:")?
                .split('/')
                .next()?
                .parse()
                .ok()?;
            Some(Self {
                port,
                user: user.to_owned(),
                password,
            })
        };
        take_apart().context("expected postgres://user[:password]@127.0.0.1:port/database")
    }

    /// The URL of one database for the superuser.
    pub fn url(&self, database: &str) -> String {
        let password = self
            .password
            .as_ref()
            .map(|password| format!(":{password}"))
            .unwrap_or_default();
        format!(
            "postgres://{}{password}@127.0.0.1:{}/{database}",
            self.user, self.port
        )
    }

    /// Creates role and database `name` where they are missing, sets the role's password, and
    /// answers the URL for that role. Nobody else may connect to the database.
    ///
    /// # Errors
    /// When name or password are not plain, or the server refuses.
    pub async fn create_service_database(&self, name: &str, password: &str) -> Result<String> {
        check_name(name)?;
        ensure!(
            password.bytes().all(|byte| byte.is_ascii_alphanumeric()),
            "the password must be letters and digits"
        );
        let mut connection = self.connect().await?;
        if !exists(
            &mut connection,
            "select 1 from pg_roles where rolname = $1",
            name,
        )
        .await?
        {
            run(&mut connection, format!("create role {name}")).await?;
        }
        run(
            &mut connection,
            format!("alter role {name} login nosuperuser password '{password}'"),
        )
        .await?;
        if !exists(
            &mut connection,
            "select 1 from pg_database where datname = $1",
            name,
        )
        .await?
        {
            run(
                &mut connection,
                format!("create database {name} owner {name}"),
            )
            .await?;
        }
        run(
            &mut connection,
            format!("revoke all on database {name} from public"),
        )
        .await?;
        connection.close().await?;
        Ok(format!(
            "postgres://{name}:{password}@127.0.0.1:{}/{name}",
            self.port
        ))
    }

    /// Drops database and role `name`, throwing out whoever is connected.
    ///
    /// # Errors
    /// When the server refuses, or the role owns something elsewhere.
    pub async fn drop_service_database(&self, name: &str) -> Result<()> {
        check_name(name)?;
        let mut connection = self.connect().await?;
        run(
            &mut connection,
            format!("drop database if exists {name} with (force)"),
        )
        .await?;
        run(&mut connection, format!("drop role if exists {name}")).await?;
        Ok(connection.close().await?)
    }

    /// Names of the databases that start with `prefix`.
    ///
    /// # Errors
    /// When the server does not answer.
    pub async fn databases(&self, prefix: &str) -> Result<Vec<String>> {
        let mut connection = self.connect().await?;
        let names = sqlx::query_scalar(
            "select datname::text from pg_database where starts_with(datname::text, $1) order by 1",
        );
        let names = names.bind(prefix).fetch_all(&mut connection).await?;
        connection.close().await?;
        Ok(names)
    }

    async fn connect(&self) -> Result<PgConnection> {
        let mut options = PgConnectOptions::new_without_pgpass()
            .host("127.0.0.1")
            .port(self.port);
        options = options.username(&self.user).database("postgres");
        if let Some(password) = &self.password {
            options = options.password(password);
        }
        PgConnection::connect_with(&options)
            .await
            .context("connect to PostgreSQL as superuser")
    }
}

async fn exists(connection: &mut PgConnection, question: &'static str, name: &str) -> Result<bool> {
    Ok(sqlx::query(question)
        .bind(name)
        .fetch_optional(connection)
        .await?
        .is_some())
}

/// Statements that take no parameters: names and passwords were checked to be plain.
async fn run(connection: &mut PgConnection, statement: String) -> Result<()> {
    connection.execute(AssertSqlSafe(statement)).await?;
    Ok(())
}

/// Names go into statements unquoted.
pub(crate) fn check_name(name: &str) -> Result<()> {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    let first = name.starts_with(|first: char| first.is_ascii_lowercase());
    ensure!(
        first && name.len() <= 63 && name.bytes().all(plain),
        "`{name}` cannot name a database"
    );
    Ok(())
}
