//! The one-stop desk's process.

#[tokio::main]
async fn main() -> chassis::Exit {
    chassis::run("intake", intake::assemble).await
}
