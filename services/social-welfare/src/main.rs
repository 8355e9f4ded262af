#[tokio::main]
async fn main() -> chassis::Exit {
    chassis::run("social-welfare", social_welfare::assemble).await
}
