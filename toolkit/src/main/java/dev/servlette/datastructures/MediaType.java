package dev.servlette.datastructures;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The media types of files, by the ends of their names. A table of our own: what a machine knows, and what a JDK does, differs from
 * place to place.
 */
public final class MediaType {
    /** What is said of bytes of which no more is known (RFC 2046, section 4.5.1). */
    public static final String UNKNOWN = "application/octet-stream";

    private static final String TABLE = """
            application/atom+xml atom
            application/epub+zip epub
            application/geo+json geojson
            application/gzip gz tgz
            application/java-archive jar war
            application/json json map
            application/ld+json jsonld
            application/manifest+json webmanifest
            application/msword doc
            application/ogg ogx
            application/pdf pdf
            application/postscript ps eps
            application/rss+xml rss
            application/rtf rtf
            application/vnd.ms-excel xls
            application/vnd.ms-fontobject eot
            application/vnd.ms-powerpoint ppt
            application/vnd.oasis.opendocument.presentation odp
            application/vnd.oasis.opendocument.spreadsheet ods
            application/vnd.oasis.opendocument.text odt
            application/vnd.openxmlformats-officedocument.presentationml.presentation pptx
            application/vnd.openxmlformats-officedocument.spreadsheetml.sheet xlsx
            application/vnd.openxmlformats-officedocument.wordprocessingml.document docx
            application/vnd.rar rar
            application/vnd.sqlite3 sqlite
            application/wasm wasm
            application/x-7z-compressed 7z
            application/x-bzip2 bz2
            application/x-sh sh
            application/x-tar tar
            application/x-xz xz
            application/xhtml+xml xhtml
            application/xml xml xsl xsd
            application/yaml yaml yml
            application/zip zip
            application/zstd zst
            audio/aac aac
            audio/flac flac
            audio/midi mid midi
            audio/mp4 m4a
            audio/mpeg mp3
            audio/ogg oga ogg opus
            audio/wav wav
            audio/webm weba
            font/collection ttc
            font/otf otf
            font/ttf ttf
            font/woff woff
            font/woff2 woff2
            image/apng apng
            image/avif avif
            image/bmp bmp
            image/gif gif
            image/heic heic
            image/jpeg jpg jpeg jfif
            image/jxl jxl
            image/png png
            image/svg+xml svg
            image/tiff tif tiff
            image/vnd.microsoft.icon ico
            image/webp webp
            model/gltf+json gltf
            model/gltf-binary glb
            text/calendar ics
            text/css css
            text/csv csv
            text/html html htm
            text/javascript js mjs cjs
            text/markdown md markdown
            text/plain txt text log conf ini properties java
            text/tab-separated-values tsv
            text/vcard vcf
            text/vtt vtt
            video/mp2t ts
            video/mp4 mp4 m4v
            video/mpeg mpeg mpg
            video/ogg ogv
            video/quicktime mov
            video/webm webm
            video/x-matroska mkv
            video/x-msvideo avi
            """;

    private static final Map<String, String> BY_END = read();

    private MediaType() {}

    private static Map<String, String> read() {
        Map<String, String> types = new HashMap<>();
        for (String line : TABLE.split("\n")) {
            String[] words = line.split(" ");
            for (int i = 1; i < words.length; i++) {
                types.put(words[i], words[0]);
            }
        }
        return Map.copyOf(types);
    }

    /** The type of a file of this name, without parameters; {@code null} when the name does not tell. */
    public static @Nullable String ofFile(String name) {
        String end = name.substring(name.lastIndexOf('.') + 1);
        return end.length() == name.length() ? null : BY_END.get(end.toLowerCase(Locale.ROOT));
    }

    /** The type of a file of this name, or the fallback. */
    public static String ofFile(String name, String fallback) {
        String type = ofFile(name);
        return type == null ? fallback : type;
    }
}
