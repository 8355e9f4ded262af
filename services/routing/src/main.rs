//! Liên thông's process.

#[tokio::main]
async fn main() -> chassis::Exit {
    chassis::run("routing", routing::assemble).await
}
