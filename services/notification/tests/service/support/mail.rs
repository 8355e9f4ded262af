//! A mail server (SMTP, RFC 5321) that can be told how to answer, and keeps what it took.

use std::sync::{Arc, Mutex};

use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
};

#[derive(Clone, Default)]
pub struct Mailbox(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    letters: Vec<String>,
    refuses: Option<&'static str>,
}

impl Mailbox {
    /// Starts it; its address.
    pub async fn open(&self) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("smtp://{}", listener.local_addr().unwrap());
        let own = self.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let own = own.clone();
                tokio::spawn(async move { own.talk(stream).await });
            }
        });
        address
    }

    /// From now on every recipient is answered this.
    pub fn answers(&self, line: &'static str) {
        self.0.lock().unwrap().refuses = Some(line);
    }

    pub fn letters(&self) -> Vec<String> {
        self.0.lock().unwrap().letters.clone()
    }

    async fn talk(&self, stream: TcpStream) -> Option<()> {
        let (reading, mut writing) = stream.into_split();
        let mut lines = BufReader::new(reading).lines();
        writing.write_all(b"220 hop thu\r\n").await.ok()?;
        while let Some(line) = lines.next_line().await.ok()? {
            let answer = match line.get(..4).unwrap_or_default().to_uppercase().as_str() {
                "RCPT" => self.0.lock().unwrap().refuses.unwrap_or("250 ok"),
                "DATA" => {
                    writing.write_all(b"354 go on\r\n").await.ok()?;
                    let mut letter = String::new();
                    while let Some(line) = lines.next_line().await.ok()? {
                        if line == "." {
                            break;
                        }
                        letter.push_str(&line);
                        letter.push('\n');
                    }
                    self.0.lock().unwrap().letters.push(letter);
                    "250 queued"
                }
                "QUIT" => "221 bye",
                _ => "250 ok",
            };
            writing
                .write_all(format!("{answer}\r\n").as_bytes())
                .await
                .ok()?;
        }
        Some(())
    }
}
