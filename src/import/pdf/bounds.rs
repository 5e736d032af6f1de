//! Streams that come to far more than they take: told before anything of them is kept.

use std::io::Read;

use flate2::read::ZlibDecoder;

/// Most bytes that the streams of a file come to; a disclosure's have a few million.
const MOST: u64 = 512 << 20;

/// Whether the compressed streams of a file come to more than those of any disclosure.
pub fn is_overfull(bytes: &[u8]) -> bool {
    let mut left = MOST;
    let mut at = 0;
    while let Some(found) = find(&bytes[at..], b"stream") {
        at += found + b"stream".len();
        let line = bytes[at..].iter().take(2).take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let body = &bytes[at + line..];
        // The mark of zlib: deflate, and a check that the two bytes are a multiple of 31.
        let is_zlib = matches!(body, [first, second, ..]
            if first & 0x0F == 8 && (u32::from(*first) * 256 + u32::from(*second)).is_multiple_of(31));
        if is_zlib {
            let mut stream = ZlibDecoder::new(body).take(left + 1);
            let mut room = [0; 1 << 14];
            loop {
                match stream.read(&mut room) {
                    Ok(0) | Err(_) => break,
                    Ok(read) if read as u64 > left => return true,
                    Ok(read) => left -= read as u64,
                }
            }
        }
    }
    false
}

fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).position(|window| window == word)
}
