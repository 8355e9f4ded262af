#[tokio::main]
async fn main() -> chassis::Exit {
    chassis::run("notification", notification::assemble).await
}
