//! Light PNG files: pictures of at most sixteen colours.

/// A picture as PNG, rows of `width` pixels from the top, each the place of its colour in a palette
/// of at most sixteen; `None` where those are not such rows or colours. The same bytes each time.
pub fn encoded(width: u32, palette: &[[u8; 3]], pixels: &[u8]) -> Option<Vec<u8>> {
    let across = usize::try_from(width).ok().filter(|across| *across > 0)?;
    if palette.len() > 16 || pixels.iter().any(|place| usize::from(*place) >= palette.len()) {
        return None;
    }
    let height = u32::try_from(pixels.len() / across).ok()?;
    let pair = |pair: &[u8]| (pair[0] << 4) | pair.get(1).copied().unwrap_or(0);
    let packed: Vec<u8> = pixels.chunks(across).flat_map(|row| row.chunks(2).map(pair)).collect();
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, width, height);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Four);
    encoder.set_palette(palette.concat());
    encoder.set_compression(png::Compression::High);
    encoder.set_filter(png::Filter::NoFilter);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&packed).ok()?;
    writer.finish().ok()?;
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::encoded;

    const COLOURS: [[u8; 3]; 2] = [[255; 3], [0, 66, 114]];

    #[test]
    fn rows_of_an_odd_width_come_back_as_they_were() {
        let file = encoded(3, &COLOURS, &[0, 1, 0, 1, 1, 0]).unwrap();
        let mut decoder = png::Decoder::new(std::io::Cursor::new(file));
        decoder.set_transformations(png::Transformations::EXPAND);
        let mut reader = decoder.read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        let frame = reader.next_frame(&mut pixels).unwrap();
        assert_eq!((frame.width, frame.height), (3, 2));
        let wanted = [0, 1, 0, 1, 1, 0].map(|place: usize| COLOURS[place]).concat();
        assert_eq!(pixels, wanted);
    }

    #[test]
    fn what_is_no_picture_of_few_colours_is_refused() {
        assert!(encoded(0, &COLOURS, &[]).is_none());
        assert!(encoded(1, &COLOURS, &[2]).is_none(), "a colour that the palette lacks");
        assert!(encoded(1, &[[0; 3]; 17], &[0]).is_none());
        assert!(encoded(2, &COLOURS, &[0, 1, 0]).is_none(), "a row cut short");
    }
}
