//! `motcua keys`.

use chassis::NewKeys;

use crate::say::say;

/// Prints a new pair of keys, which nobody has seen before and nothing keeps.
///
/// # Errors
/// When the machine has no randomness to give.
pub fn keys() -> anyhow::Result<()> {
    let NewKeys { secret, public } = NewKeys::make()?;
    say("# Khóa bí mật: chỉ đặt vào identity.key của chính dịch vụ này, trong kho bí mật.");
    say(&secret);
    say("# Khóa công khai: đặt vào identity.trusted của các dịch vụ mà nó hỏi đến.");
    say(&public);
    Ok(())
}
