package org.datamove.csv;

import java.util.regex.Pattern;

/**
 * What a file may be that holds no CSV. Those with a pattern are told by their first bytes, the
 * others by the shape of their text. The patterns are those of the formats' own specifications; one
 * that could begin a CSV's header asks for a control character behind it.
 */
public enum FileFormat {
  /** Office Open XML, by a name in its archive. */
  EXCEL_WORKBOOK("an Excel workbook", Advice.SAVE_SHEET, "PK\\x03\\x04.*\\bxl/"),
  /** The same of Word. */
  WORD_DOCUMENT("a Word document", Advice.EXPORT, "PK\\x03\\x04.*\\bword/"),
  /** OpenDocument, by its first entry. */
  OPEN_DOCUMENT(
      "an OpenDocument file",
      Advice.SAVE_SHEET,
      "PK\\x03\\x04.{26}mimetypeapplication/vnd\\.oasis"),
  /** Any other zip, jar and the like. */
  ZIP("a zip archive", Advice.UNPACK, "PK(\\x03\\x04|\\x05\\x06|\\x07\\x08)"),
  /** OLE 2, such as xls and doc. */
  OLD_OFFICE(
      "a document of an old Office version", Advice.SAVE_SHEET, "\\xd0\\xcf\\x11\\xe0\\xa1\\xb1"),
  /** Apache Parquet. */
  PARQUET("a Parquet file", Advice.EXPORT, "PAR[1E](.{0,64}[\\x00-\\x08\\x0e-\\x1f]|.*PAR[1E]$)"),
  /** Apache ORC. */
  ORC("an ORC file", Advice.EXPORT, "ORC.{0,64}[\\x00-\\x08\\x0e-\\x1f]"),
  /** Apache Avro. */
  AVRO("an Avro file", Advice.EXPORT, "Obj\\x01"),
  /** Apache Arrow and both versions of Feather. */
  ARROW("an Arrow file", Advice.EXPORT, "(ARROW1|FEA1).{0,64}[\\x00-\\x08\\x0e-\\x1f]"),
  /** HDF5. */
  HDF5("an HDF5 file", Advice.EXPORT, "\\x89HDF\\r\\n"),
  /** NumPy's array. */
  NUMPY("a NumPy array", Advice.EXPORT, "\\x93NUMPY"),
  /** Python's pickle, protocol 2 and later. */
  PICKLE(
      "a Python pickle",
      Advice.EXPORT,
      "\\x80[\\x02-\\x05][\\x7d\\x5d\\x95\\x63\\x58\\x28\\x8c\\x4b\\x47\\x8a]"),
  /** R's saved objects. */
  R_DATA("a file of R objects", Advice.EXPORT, "(RD[AX]\\d\\n)?[AX]\\n\\x00\\x00\\x00"),
  /** SPSS. */
  SPSS("an SPSS file", Advice.EXPORT, "\\$FL[23]@\\(#\\)"),
  /** A database of SQLite. */
  SQLITE("an SQLite database", Advice.EXPORT, "SQLite format 3\\x00"),
  /** Portable Document Format. */
  PDF("a PDF document", Advice.EXPORT, "[\\s\\x00]{0,16}%PDF-"),
  /** PostScript. */
  POSTSCRIPT("a PostScript document", Advice.EXPORT, "%!PS"),
  /** Rich Text Format. */
  RTF("an RTF document", Advice.EXPORT, "\\{\\\\rtf"),
  /** PNG. */
  PNG("a PNG image", Advice.PATH, "\\x89PNG\\r\\n"),
  /** JPEG. */
  JPEG("a JPEG image", Advice.PATH, "\\xff\\xd8\\xff"),
  /** GIF. */
  GIF("a GIF image", Advice.PATH, "GIF8[79]a.{0,64}[\\x00-\\x08\\x0e-\\x1f]"),
  /** WebP. */
  WEBP("a WebP image", Advice.PATH, "RIFF.{4}WEBP"),
  /** Windows bitmap. */
  BMP("a BMP image", Advice.PATH, "BM.{4}\\x00{4}"),
  /** TIFF. */
  TIFF("a TIFF image", Advice.PATH, "(II\\*\\x00|MM\\x00\\*)"),
  /** Windows icon. */
  ICON("an icon", Advice.PATH, "\\x00\\x00\\x01\\x00[\\x01-\\x40]\\x00"),
  /** Photoshop and JPEG 2000. */
  OTHER_IMAGE("an image", Advice.PATH, "(8BPS\\x00|\\x00{3}\\x0cjP {2}|.{4}ftyp(hei|avi|mif))"),
  /** Sound and film. */
  MEDIA(
      "a sound or video file",
      Advice.PATH,
      "(RIFF.{4}(AVI |WAVE)|.{4}ftyp|OggS\\x00|fLaC\\x00|ID3[\\x02-\\x04]|\\x1aE\\xdf\\xa3)"),
  /** tar, by the mark in its first header. */
  TAR("a tar archive", Advice.UNPACK, ".{257}ustar[\\x00 ]"),
  /** 7-Zip. */
  SEVEN_ZIP("a 7z archive", Advice.UNPACK, "7z\\xbc\\xaf\\x27\\x1c"),
  /** RAR. */
  RAR("a RAR archive", Advice.UNPACK, "Rar!\\x1a\\x07"),
  /** A compressed file within one, or a format of compression that is not read. */
  COMPRESSED(
      "compressed data",
      Advice.DECOMPRESS,
      "(\\x1f\\x8b\\x08|\\x1f[\\x9d\\xa0]|\\x28\\xb5\\x2f\\xfd|BZh[1-9]1AY&SY|\\xfd7zXZ\\x00|\\x04\\x22\\x4d\\x18|LZIP\\x01|\\xff\\x06\\x00\\x00sNaPpY|\\x89LZO\\x00)"),
  /** ELF, Windows, Mach-O, Java and WebAssembly code. */
  PROGRAM(
      "a program",
      Advice.PATH,
      "(\\x7fELF|MZ.{0,64}[\\x00-\\x08\\x0e-\\x1f]|\\xca\\xfe\\xba\\xbe|[\\xcf\\xce]\\xfa\\xed\\xfe|\\x00asm)"),
  /** pg_dump -Fc. */
  PG_DUMP(
      "a dump of pg_dump in its custom format",
      "Restore it with pg_restore.",
      "PGDMP[\\x00-\\x1f]"),
  /** COPY (FORMAT binary). */
  COPY_BINARY(
      "a file of COPY in binary format",
      "Load it with COPY ... (FORMAT binary).",
      "PGCOPY\\n\\xff"),
  /** The text that stands for a file in a repository with Git LFS. */
  GIT_LFS("a Git LFS pointer", "Fetch the file that it stands for with git lfs pull."),
  /** A page, or a piece of one. */
  HTML("an HTML page", Advice.DOWNLOAD),
  /** A document with another root. */
  XML("an XML document", Advice.DOWNLOAD),
  /** One value, or one to a line. */
  JSON("JSON", "Convert it to CSV, or load it with PostgreSQL's own functions for JSON."),
  /** Statements, as of a dump. */
  SQL_SCRIPT("an SQL script", "Run it with psql."),
  /** What ls -l, dir or aws s3 ls write. */
  LISTING("a listing of files", "Name one of the files."),
  /** Its header lines, or its status alone. */
  HTTP_RESPONSE("a response of a web server", Advice.DOWNLOAD),
  /** A message with its header lines, or one part of a form. */
  MAIL("a message with MIME headers", "Save the CSV file that it holds."),
  /** PEM and OpenPGP, keys and encrypted data. */
  PEM("a key or encrypted data", "Decrypt it first."),
  /** A script with an interpreter. */
  SCRIPT("a script", Advice.PATH),
  /** iCalendar and vCard. */
  CALENDAR("a calendar or address file", Advice.EXPORT);

  private static final class Advice {
    static final String EXPORT = "Export its data as CSV, and move that file.";
    static final String SAVE_SHEET = "Save its sheet as CSV, and move that file.";
    static final String UNPACK = "Unpack it, and move the CSV file that it holds.";
    static final String DECOMPRESS =
        "Decompress it first; gzip, zstd, bzip2 and xz are read as they are, once compressed.";
    static final String PATH = "Check the path.";
    static final String DOWNLOAD =
        "Look at what was downloaded: it may be an error message in place of the file.";
  }

  private final String words;
  private final String remedy;
  private final Pattern magic;

  FileFormat(String words, String remedy) {
    this(words, remedy, null);
  }

  FileFormat(String words, String remedy, String magic) {
    this.words = words;
    this.remedy = remedy;
    this.magic = magic == null ? null : Pattern.compile(magic, Pattern.DOTALL);
  }

  /**
   * The format whose first bytes these are.
   *
   * @param bytes the beginning of a file, a character for each byte
   * @return null where they are those of none
   */
  static FileFormat ofMagic(String bytes) {
    for (FileFormat format : values()) {
      if (format.magic != null && format.magic.matcher(bytes).lookingAt()) {
        return format;
      }
    }
    return null;
  }

  /** What it is, with its article. */
  public String words() {
    return words;
  }

  /** What to do: a sentence. */
  public String remedy() {
    return remedy;
  }
}
