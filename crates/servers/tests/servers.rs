//! What the operator of a private server counts on: the same data, port and password after any
//! way of going down, and nothing left running.

use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use servers::{Nats, NatsOptions, Postgres, PostgresOptions};
use sqlx::{Connection, PgConnection, Row};

async fn sql(url: &str, statement: &'static str) -> Option<String> {
    let mut connection = PgConnection::connect(url).await.expect("connect");
    let row = sqlx::query(statement)
        .fetch_optional(&mut connection)
        .await
        .expect("run the statement");
    row.map(|row| row.get(0))
}

#[tokio::test]
async fn postgres_comes_back_with_its_data_port_and_passwords() {
    let dir = tempfile::tempdir().unwrap();
    let mut postgres = Postgres::start(dir.path(), PostgresOptions::default())
        .await
        .unwrap();
    let url = postgres
        .create_service_database("land-records")
        .await
        .unwrap();
    sql(
        &url,
        "create table parcel as select 'thửa 12, tờ 3' as name",
    )
    .await;

    postgres.kill().unwrap();
    postgres.start_again().await.unwrap();
    assert_eq!(
        sql(&url, "select name from parcel").await.as_deref(),
        Some("thửa 12, tờ 3")
    );

    let port = postgres.port();
    postgres.stop().await.unwrap();
    let postgres = Postgres::start(dir.path(), PostgresOptions::default())
        .await
        .unwrap();
    assert_eq!(postgres.port(), port);
    assert_eq!(
        postgres
            .create_service_database("land-records")
            .await
            .unwrap(),
        url
    );
    assert_eq!(
        sql(&url, "select name from parcel").await.as_deref(),
        Some("thửa 12, tờ 3")
    );
}

#[tokio::test]
async fn the_cluster_sorts_vietnamese_checks_its_pages_and_flushes_commits() {
    let dir = tempfile::tempdir().unwrap();
    let postgres = Postgres::start(dir.path(), PostgresOptions::default())
        .await
        .unwrap();
    let url = postgres.create_service_database("intake").await.unwrap();
    let sorted = sql(
        &url,
        "select string_agg(n, ' ' order by n) from unnest('{Đào,Ân,Dao,Ăn,An,Ơn,On}'::text[]) n",
    )
    .await;
    assert_eq!(sorted.as_deref(), Some("An Ăn Ân Dao Đào On Ơn"));
    for (setting, expected) in [
        ("select current_setting('data_checksums')", "on"),
        ("select current_setting('synchronous_commit')", "on"),
        ("select current_setting('fsync')", "on"),
        ("select current_setting('timezone')", "UTC"),
    ] {
        assert_eq!(
            sql(&url, setting).await.as_deref(),
            Some(expected),
            "{setting}"
        );
    }
}

#[tokio::test]
async fn a_service_cannot_enter_another_services_database() {
    let dir = tempfile::tempdir().unwrap();
    let postgres = Postgres::start(dir.path(), quick()).await.unwrap();
    let intake = postgres.create_service_database("intake").await.unwrap();
    postgres.create_service_database("routing").await.unwrap();
    let trespass = format!("{}routing", intake.strip_suffix("intake").unwrap());
    let refused = PgConnection::connect(&trespass).await.unwrap_err();
    assert!(
        refused.to_string().contains("permission denied"),
        "{refused}"
    );
    let wrong = intake.replacen("intake:", "intake:0", 1);
    assert!(
        PgConnection::connect(&wrong)
            .await
            .unwrap_err()
            .to_string()
            .contains("password")
    );
}

#[tokio::test]
async fn secrets_are_readable_by_their_owner_alone() {
    let dir = tempfile::tempdir().unwrap();
    let postgres = Postgres::start(dir.path(), quick()).await.unwrap();
    postgres.create_service_database("intake").await.unwrap();
    for name in ["superuser", "intake"] {
        let mode = std::fs::metadata(postgres.dir().join("secrets").join(name))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
    assert!(!postgres.dir().join("initial-password").exists());
}

/// A repository under `/root`: the account that stands in for root cannot get there. An ordinary
/// user's own directories are no obstacle to the servers, which run as that user.
#[tokio::test]
async fn a_home_out_of_the_servers_reach_is_put_elsewhere_and_found_again() {
    let parent = tempfile::tempdir().unwrap();
    std::fs::set_permissions(parent.path(), PermissionsExt::from_mode(0o700)).unwrap();
    let (postgres, nats) = (parent.path().join("postgres"), parent.path().join("nats"));
    let root = std::fs::metadata(parent.path()).unwrap().uid() == 0;

    let server = Postgres::start(&postgres, quick()).await.unwrap();
    let bus = Nats::start(&nats, NatsOptions::default()).await.unwrap();
    assert_eq!(
        (server.note().is_some(), bus.note().is_some()),
        (root, root)
    );
    assert_eq!(server.dir().starts_with(parent.path()), !root);
    let url = server.create_service_database("intake").await.unwrap();
    let taken = server.dir().to_owned();
    server.stop().await.unwrap();

    let server = Postgres::start(&postgres, quick()).await.unwrap();
    assert_eq!(server.dir(), taken);
    assert_eq!(server.create_service_database("intake").await.unwrap(), url);
    let places = [server.dir().to_owned(), bus.dir().to_owned()];
    server.stop().await.unwrap();
    bus.stop().await.unwrap();
    for dir in places {
        std::fs::remove_dir_all(dir).unwrap();
    }
}

#[tokio::test]
async fn one_home_serves_one_process() {
    let dir = tempfile::tempdir().unwrap();
    let _held = Nats::start(dir.path(), NatsOptions::default())
        .await
        .unwrap();
    let refused = Nats::start(dir.path(), NatsOptions::default())
        .await
        .unwrap_err();
    assert!(refused.to_string().contains("in use"), "{refused}");
}

/// The parent is killed with -9: the kernel tells the server, which stops in order.
#[tokio::test]
async fn a_server_follows_its_killed_parent() {
    let dir = tempfile::tempdir().unwrap();
    let orphan = start_and_kill_the_parent(dir.path()).await;
    wait_until("the orphan is gone", || {
        !Path::new(&format!("/proc/{orphan}")).exists()
    })
    .await;
    assert!(
        !dir.path().join("data/postmaster.pid").exists(),
        "an orderly stop removes the lock file"
    );
}

/// The same, but the operator is quicker than the dying server.
#[tokio::test]
async fn a_home_can_be_used_again_at_once_after_its_process_was_killed() {
    let dir = tempfile::tempdir().unwrap();
    let orphan = start_and_kill_the_parent(dir.path()).await;
    let postgres = Postgres::start(dir.path(), PostgresOptions::default())
        .await
        .unwrap();
    assert_ne!(postgres.pid(), orphan);
    wait_until("the orphan is gone", || {
        !Path::new(&format!("/proc/{orphan}")).exists()
    })
    .await;
    postgres.create_service_database("intake").await.unwrap();
}

/// Answers the process id of the server that has just lost its parent.
async fn start_and_kill_the_parent(dir: &Path) -> u32 {
    let mut parent = Command::new(env!("CARGO_BIN_EXE_with-postgres"));
    parent
        .arg("--dir")
        .arg(dir)
        .args(["--", "sleep", "1"])
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let mut parent = parent.spawn().expect("with-postgres starts");
    let lock_file = dir.join("data/postmaster.pid");
    let ready = || std::fs::read_to_string(&lock_file).is_ok_and(|lines| lines.contains("ready"));
    wait_until("the first server is ready", ready).await;
    let lock = std::fs::read_to_string(&lock_file).expect("the lock file");
    let server = lock.lines().next().and_then(|pid| pid.parse().ok());
    parent.kill().expect("kill it");
    parent.wait().expect("reap it");
    server.expect("a process id")
}

/// A crash leaves a lock file; its process id has since gone to another program of the machine.
#[tokio::test]
async fn a_stale_lock_file_that_names_a_stranger_does_not_stop_the_start() {
    let dir = tempfile::tempdir().unwrap();
    let mut postgres = Postgres::start(dir.path(), quick()).await.unwrap();
    postgres.kill().unwrap();
    let lock_file = postgres.dir().join("data/postmaster.pid");
    let left = std::fs::read_to_string(&lock_file).unwrap();
    let mut stranger = Command::new("sleep").arg("30").spawn().unwrap();
    let (_, rest) = left.split_once('\n').unwrap();
    std::fs::write(&lock_file, format!("{}\n{rest}", stranger.id())).unwrap();

    postgres.start_again().await.unwrap();
    assert!(
        stranger.try_wait().unwrap().is_none(),
        "the stranger was left alone"
    );
    stranger.kill().unwrap();
    stranger.wait().unwrap();
}

#[tokio::test]
async fn nats_keeps_what_it_acknowledged_through_kill_minus_nine() {
    let dir = tempfile::tempdir().unwrap();
    let mut nats = Nats::start(dir.path(), NatsOptions::default())
        .await
        .unwrap();
    let client = connect(&nats).await.unwrap();
    let jetstream = async_nats::jetstream::new(client);
    let stream = async_nats::jetstream::stream::Config {
        name: "FACTS".into(),
        subjects: vec!["fact.>".into()],
        ..Default::default()
    };
    jetstream.create_stream(stream).await.unwrap();
    for number in 0..20 {
        jetstream
            .publish(format!("fact.{number}"), "x".into())
            .await
            .unwrap()
            .await
            .unwrap();
    }
    let (url, first) = (nats.url().to_owned(), nats.pid());
    nats.kill().unwrap();
    nats.start_again().await.unwrap();
    assert_eq!(nats.url(), url);
    assert_ne!(nats.pid(), first);
    let client = connect(&nats).await.unwrap();
    let kept = async_nats::jetstream::new(client)
        .get_stream("FACTS")
        .await
        .unwrap()
        .cached_info()
        .state
        .messages;
    assert_eq!(kept, 20);
}

#[tokio::test]
async fn nats_asks_for_the_password() {
    let dir = tempfile::tempdir().unwrap();
    let nats = Nats::start(dir.path(), NatsOptions::default())
        .await
        .unwrap();
    assert!(
        async_nats::connect(format!("127.0.0.1:{}", nats.port()))
            .await
            .is_err()
    );
    assert!(connect(&nats).await.is_ok());
}

/// nats-server before 2.15 takes atomic batches and silently stores them one by one.
#[tokio::test]
async fn a_nats_too_old_for_atomic_batches_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let old = dir.path().join("nats-server");
    std::fs::write(&old, "#!/bin/sh\necho nats-server: v2.9.10\n").unwrap();
    std::fs::set_permissions(&old, PermissionsExt::from_mode(0o755)).unwrap();
    let options = NatsOptions {
        bin: Some(old),
        ..NatsOptions::default()
    };
    let refused = Nats::start(dir.path().join("home"), options)
        .await
        .unwrap_err();
    assert!(
        refused.to_string().contains("2.15") && refused.to_string().contains("v2.9.10"),
        "{refused}"
    );
}

/// Where the flush to disk is not what is asked about.
fn quick() -> PostgresOptions {
    PostgresOptions {
        durable: false,
        ..PostgresOptions::default()
    }
}

/// The client ignores the user in a URL: it wants it apart.
async fn connect(nats: &Nats) -> Result<async_nats::Client, async_nats::ConnectError> {
    let (user, password) = nats.user().expect("a single user");
    async_nats::ConnectOptions::with_user_and_password(user.into(), password.into())
        .connect(nats.url())
        .await
}

async fn wait_until(what: &str, condition: impl Fn() -> bool) {
    let started = Instant::now();
    while !condition() {
        assert!(
            started.elapsed() < Duration::from_secs(20),
            "not in 20 s: {what}"
        );
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}
