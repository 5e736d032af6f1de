//! Streams that expand to far more than their size: detected before anything of them is kept.

use std::io::Read;

use flate2::read::ZlibDecoder;

/// Most bytes that the streams of a file may expand to; a disclosure's have a few million.
const MOST: u64 = 512 << 20;

/// Whether the compressed streams of a file expand to more than those of any disclosure.
pub fn is_overfull(bytes: &[u8]) -> bool {
    let mut left = MOST;
    let mut at = 0;
    while let Some(found) = find(&bytes[at..], b"stream") {
        at += found + b"stream".len();
        let line = bytes[at..].iter().take(2).take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        match taken(&bytes[at + line..], left) {
            Some(taken) => left -= taken,
            None => return true,
        }
    }
    false
}

/// Most layers of compression that are looked below.
const DEEPEST: usize = 4;

/// How many bytes a stream expands to in all its layers of compression; `None` where it is more
/// than `most`.
fn taken(body: &[u8], most: u64) -> Option<u64> {
    let [first, second, ..] = body else { return Some(0) };
    let mut head = [*first, *second];
    let mut taken = 0;
    for depth in 1..=DEEPEST {
        if !is_zlib(head) {
            break;
        }
        let mut stream: Box<dyn Read + '_> = Box::new(body);
        for _ in 0..depth {
            stream = Box::new(ZlibDecoder::new(stream));
        }
        let begun = stream.read_exact(&mut head).is_ok();
        let mut room = [0; 1 << 14];
        while let Ok(read @ 1..) = stream.read(&mut room) {
            taken += read as u64;
            if taken > most {
                return None;
            }
        }
        if !begun {
            break;
        }
    }
    Some(taken)
}

/// The mark of zlib: deflate, and a check that the two bytes are a multiple of 31.
fn is_zlib([first, second]: [u8; 2]) -> bool {
    first & 0x0F == 8 && (u32::from(first) * 256 + u32::from(second)).is_multiple_of(31)
}

fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).position(|window| window == word)
}
