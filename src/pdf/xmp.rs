//! Metadata to the XMP packet of a file, with or without the claims of PDF/UA-1 and PDF/A-2a.

use super::Metadata;

/// The packet of a file that claims both standards, as UTF-8 XML.
pub(super) fn packet(meta: &Metadata) -> String {
    wrap(meta, CLAIMS, EXTENSION)
}

/// The packet of a file that claims neither, as UTF-8 XML.
pub(crate) fn plain_packet(meta: &Metadata) -> String {
    wrap(meta, "", "")
}

fn wrap(meta: &Metadata, claims: &str, extension: &str) -> String {
    let dates = match meta.date {
        Some(day) => format!(
            "<xmp:CreateDate>{day}T00:00:00Z</xmp:CreateDate><xmp:ModifyDate>{day}T00:00:00Z</xmp:ModifyDate>"
        ),
        None => String::new(),
    };
    format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" \
         xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\" \
         xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\
         <dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>\
         <dc:language><rdf:Bag><rdf:li>{lang}</rdf:li></rdf:Bag></dc:language>{dates}{claims}\
         </rdf:Description>{extension}</rdf:RDF></x:xmpmeta><?xpacket end=\"r\"?>",
        title = escape(&meta.title),
        lang = escape(&meta.lang),
    )
}

const CLAIMS: &str = "<pdfuaid:part>1</pdfuaid:part>\
    <pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>";

// PDF/A allows only properties that it knows or that the packet describes; it is older than pdfuaid.
const EXTENSION: &str = "<rdf:Description rdf:about=\"\" \
    xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" \
    xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" \
    xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\
    <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\
    <pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\
    <pdfaProperty:name>part</pdfaProperty:name>\
    <pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
    <pdfaProperty:category>internal</pdfaProperty:category>\
    <pdfaProperty:description>part of ISO 14289 that the file follows</pdfaProperty:description>\
    </rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>\
    </rdf:Description>";

/// Text as XML character data; characters that XML cannot hold become spaces.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_stay_text() {
        assert_eq!(escape("R & D <b>\u{1}x"), "R &amp; D &lt;b&gt; x");
    }
}
