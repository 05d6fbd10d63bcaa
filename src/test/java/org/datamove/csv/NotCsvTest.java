package org.datamove.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.datamove.source.MemorySource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no CSV is told as what it is, and no CSV is taken for something else. */
class NotCsvTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      textBlock =
          """
          PARQUET        ~ PAR1\\x15\\x04\\x15\\x0c
          PARQUET        ~ PAR1abcPAR1
          ORC            ~ ORC\\x08\\x03
          AVRO           ~ Obj\\x01\\x04\\x14avro.codec
          ARROW          ~ ARROW1\\x00\\x00\\xff\\xff
          ARROW          ~ FEA1\\x00\\x00\\x00\\x00
          EXCEL_WORKBOOK ~ PK\\x03\\x04\\x14\\x00\\x06\\x00..............................[Content_Types].xml\\x00..xl/workbook.xml
          WORD_DOCUMENT  ~ PK\\x03\\x04\\x14\\x00[Content_Types].xml\\x00\\x00word/document.xml
          OPEN_DOCUMENT  ~ PK\\x03\\x04..........................mimetypeapplication/vnd.oasis.opendocument.spreadsheet
          ZIP            ~ PK\\x03\\x04\\x14\\x00\\x00data.csv
          ZIP            ~ PK\\x05\\x06\\x00\\x00
          OLD_OFFICE     ~ \\xd0\\xcf\\x11\\xe0\\xa1\\xb1\\x1a\\xe1
          SQLITE         ~ SQLite format 3\\x00\\x10
          PDF            ~ %PDF-1.7\\n%\\xe2\\xe3\\xcf\\xd3
          PDF            ~ \\n%PDF-1.4 a,b
          POSTSCRIPT     ~ %!PS-Adobe-3.0\\n
          RTF            ~ {\\\\rtf1\\\\ansi Hello, you}
          PNG            ~ \\x89PNG\\r\\n\\x1a\\n\\x00\\x00
          JPEG           ~ \\xff\\xd8\\xff\\xe0\\x00\\x10JFIF
          GIF            ~ GIF89a\\x01\\x00\\x01\\x00
          WEBP           ~ RIFF\\x24\\x00\\x00\\x00WEBPVP8
          BMP            ~ BM\\x36\\x10\\x00\\x00\\x00\\x00\\x00\\x00\\x36
          TIFF           ~ II*\\x00\\x08\\x00
          TIFF           ~ MM\\x00*\\x00\\x08
          ICON           ~ \\x00\\x00\\x01\\x00\\x01\\x00\\x10\\x10
          OTHER_IMAGE    ~ \\x00\\x00\\x00\\x18ftypheic\\x00
          MEDIA          ~ \\x00\\x00\\x00\\x18ftypmp42\\x00
          MEDIA          ~ RIFF\\x24\\x00\\x00\\x00WAVEfmt
          SEVEN_ZIP      ~ 7z\\xbc\\xaf\\x27\\x1c\\x00
          RAR            ~ Rar!\\x1a\\x07\\x01\\x00
          COMPRESSED     ~ \\x04\\x22\\x4d\\x18\\x64\\x40
          PROGRAM        ~ \\x7fELF\\x02\\x01\\x01
          PROGRAM        ~ MZ\\x90\\x00\\x03\\x00
          PG_DUMP        ~ PGDMP\\x01\\x0e\\x00
          COPY_BINARY    ~ PGCOPY\\n\\xff\\r\\n\\x00\\x00
          HDF5           ~ \\x89HDF\\r\\n\\x1a\\n
          NUMPY          ~ \\x93NUMPY\\x01\\x00v\\x00{'descr'
          PICKLE         ~ \\x80\\x04\\x95\\x10\\x00
          R_DATA         ~ RDX3\\nX\\n\\x00\\x00\\x00\\x03
          SPSS           ~ $FL2@(#) SPSS DATA FILE\\x02\\x00
          GIT_LFS        ~ version https://git-lfs.github.com/spec/v1\\noid sha256:4d7a\\nsize 12345\\n
          HTML           ~ <html><body>404 Not found</body></html>\\n
          HTML           ~ <!DOCTYPE html>\\n<html lang="en">\\n<head>
          HTML           ~ \\xef\\xbb\\xbf\\r\\n\\r\\n  <!doctype HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">\\n<html><head>
          HTML           ~ <!-- saved\\n --><html>\\n<head>
          HTML           ~ <HTML><HEAD>\\n<TITLE>Index of /data</TITLE>
          HTML           ~ <body onload="x(1,2)">
          HTML           ~ <?xml version="1.0"?>\\n<!DOCTYPE html PUBLIC "x" "y">\\n<html>
          HTML           ~ <h1>Not Found</h1>\\n<p>The file, alas, is not here.</p>\\n<hr>\\n
          HTML           ~ <title>503</title><h1>Down</h1>
          HTML           ~ <p>Access denied</p>
          HTML           ~ <table><tr><td>a,b</td></tr>
          XML            ~ <?xml version="1.0" encoding="UTF-8"?>\\n<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>
          XML            ~ <?xml version='1.0'?><a/>
          XML            ~ <Error><Code>NoSuchKey</Code><Message>The key, x, does not exist.</Message></Error>
          XML            ~ <ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">\\n <Name>b</Name>\\n<Contents>
          XML            ~ <Error>denied</Error>\\n
          XML            ~ \\n\\n<rows>\\n <row id="1"/>\\n <row id="2"/>\\n</rows>
          XML            ~ <!DOCTYPE svg PUBLIC "x" "y">\\n<svg width="1">
          XML            ~ <svg xmlns="http://www.w3.org/2000/svg" width="1,5"><g></g></svg>
          JSON           ~ {"id": 1, "name": "x"}
          JSON           ~ {\\n  "error": {"code": 404,\\n "message": "no, not here"}\\n}\\n
          JSON           ~ {"id":1,"name":"a"}\\n{"id":2,"name":"b"}\\n
          JSON           ~ {"id":1,"name":"a"}\\r\\n\\r\\n{"id":2,"name":"b"}
          JSON           ~ {"a":1}{"a":2}
          JSON           ~ {}
          JSON           ~ []
          JSON           ~ [{"id": 1}, {"id": 2}]
          JSON           ~ [\\n  {\\n    "id": 1,\\n    "v": [1.5, -2e3, NaN, null]
          JSON           ~ [[1,2],[3,4]]
          JSON           ~ ["id","name"]\\n[1,"Ann"]\\n
          JSON           ~ {"cut": [1, 2, {"x": "so
          SQL_SCRIPT     ~ --\\n-- PostgreSQL database dump\\n--\\n\\nSET statement_timeout = 0;
          SQL_SCRIPT     ~ -- MySQL dump 10.13  Distrib 8.0\\n--\\n/*!40101 SET NAMES utf8 */;\\nDROP TABLE IF EXISTS `a`;
          SQL_SCRIPT     ~ COPY public.item (id, name) FROM stdin;\\n1\\tx\\n\\\\.\\n
          SQL_SCRIPT     ~ INSERT INTO item (id, name) VALUES (1, 'x');\\nINSERT INTO
          SQL_SCRIPT     ~ insert into t values (1,2);
          SQL_SCRIPT     ~ PRAGMA foreign_keys=OFF;\\nBEGIN TRANSACTION;
          SQL_SCRIPT     ~ /* made, by me */\\nCREATE TABLE x (a int);
          LISTING        ~ total 12\\n-rw-r--r-- 1 root root 210365 Nov 26 18:09 airports.csv
          LISTING        ~ drwxr-xr-x. 2 root root 6 Nov 26 18:09 a, b
          LISTING        ~ 2024-01-05 12:00:00       1234 a.csv\\n2024-01-06 12:00:00        987 b.csv\\n
          LISTING        ~ \\x20                          PRE in/\\n2024-01-05 12:00:00       1234 a.csv\\n
          LISTING        ~ 01-05-24  12:00AM       <DIR>          in\\r\\n01-05-24  12:00AM               12 a.csv\\r\\n
          HTTP_RESPONSE  ~ HTTP/1.1 403 Forbidden\\r\\nContent-Type: text/html\\r\\n\\r\\n
          HTTP_RESPONSE  ~ 404: Not Found
          HTTP_RESPONSE  ~ 502 Bad Gateway\\n
          MAIL           ~ Return-Path: <a@example.com>\\nReceived: from x, by y\\nSubject: data\\n\\nid,name
          MAIL           ~ ------x7\\r\\nContent-Disposition: form-data; name="f"; filename="a.csv"\\r\\n\\r\\nid,name
          PEM            ~ -----BEGIN PGP MESSAGE-----\\n\\nhQEMA
          SCRIPT         ~ #!/bin/sh\\necho a,b
          CALENDAR       ~ BEGIN:VCALENDAR\\nVERSION:2.0
          """)
  void whatIsNoCsvIsToldAsWhatItIs(FileFormat format, String text) {
    NotCsv found = found("{}", bytes(text));
    assertEquals(format, found == null ? null : found.format());
    if (found.excerpt() != null) {
      assertEquals(
          format,
          found("{'delimiter': ';', 'header': ['a', 'b', 'c', 'd', 'e']}", bytes(text), found));
    }
    assertEquals(format, found("{'skip_lines': 1}", bytes(text), found));
  }

  /** Listings and lone status lines count only where the names are to be in the file. */
  private static FileFormat found(String options, byte[] bytes, NotCsv otherwise) {
    boolean weak =
        otherwise.format() == FileFormat.LISTING || otherwise.format() == FileFormat.HTTP_RESPONSE;
    boolean skipped = options.contains("skip") && TEXTS.contains(otherwise.format());
    NotCsv found = found(options, bytes);
    return found == null && (weak || skipped)
        ? otherwise.format()
        : found == null ? null : found.format();
  }

  /** Behind skipped lines of these may be CSV. */
  private static final List<FileFormat> TEXTS =
      List.of(
          FileFormat.GIT_LFS,
          FileFormat.SQL_SCRIPT,
          FileFormat.MAIL,
          FileFormat.PEM,
          FileFormat.SCRIPT,
          FileFormat.CALENDAR);

  @Test
  void tarIsToldByItsHeader() {
    byte[] tar = new byte[1024];
    System.arraycopy("a.csv".getBytes(StandardCharsets.US_ASCII), 0, tar, 0, 5);
    System.arraycopy("ustar\0".getBytes(StandardCharsets.US_ASCII), 0, tar, 257, 6);
    assertEquals(FileFormat.TAR, found("{}", tar).format());
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-8", "windows-1252"})
  void inOtherEncodingsToo(String charset) {
    byte[] page = "<html>\n<p>é, è</p>".getBytes(Charset.forName(charset));
    assertEquals(FileFormat.HTML, found("{}", page).format());
    assertEquals(FileFormat.HTML, found("{'encoding': '" + charset + "'}", page).format());
  }

  @Test
  void longTextsAreJudgedByTheirBeginning() {
    String rows = "{\"id\": 1, \"text\": \"a, b\"}\n".repeat(10_000);
    assertEquals(FileFormat.JSON, found("{}", bytes(rows)).format());
    assertEquals(FileFormat.JSON, found("{}", bytes("[" + "{\"id\": 1},".repeat(10_000))).format());
    String elements = "<row><id>1</id></row>\n".repeat(10_000);
    assertEquals(FileFormat.XML, found("{}", bytes("<rows>" + elements + "</rows>")).format());
    assertEquals(FileFormat.XML, found("{}", bytes(elements)).format());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<id>,name\\n1,2\\n",
        "<id>\\n1\\n2\\n",
        "<id>\\n<a>\\n<b>\\n",
        "<id>;<name>\\n<a>;<b>\\n",
        "<html>,n\\n<p>a</p>,1\\n",
        "<html>\\n",
        "<b>Name</b>,<b>Price</b>\\nx,1\\n",
        "< 5,> 5\\n1,2\\n",
        "<5;>=5\\n1;2\\n",
        "{id},{name}\\n1,2\\n",
        "{a}\\n1\\n",
        "[id],[name]\\n1,2\\n",
        "[1,2]\\nx\\n",
        "\"{\"\"a\"\": 1}\",b\\n1,2\\n",
        "\"[\",\"]\"\\n1,2\\n",
        "\"<html>\",b\\n1,2\\n",
        "doc\\n{\"a\": 1}\\n{\"a\": 2}\\n",
        "doc\\n\"{\"\"a\"\": 1, \"\"b\"\": 2}\"\\n",
        "page\\n<html><body>x</body></html>\\n",
        "PAR1,PAR2\\n1,2\\n",
        "ORC,elf\\n1,2\\n",
        "MZ,BM\\n1,2\\n",
        "BM,a\\n1,2\\n",
        "GIF89a,b\\n1,2\\n",
        "PK,id\\n1,2\\n",
        "ID3,x\\n1,2\\n",
        "%,a\\n1,2\\n",
        "%PD,a\\n1,2\\n",
        "Insert,into\\n1,2\\n",
        "insert into,b\\n1,2\\n",
        "create table,b\\n1,2\\n",
        "set,b\\n1,2\\n",
        "SELECT,b\\n1,2\\n",
        "-- note\\nid,name\\n1,2\\n",
        "--,a\\n1,2\\n",
        "#!,a\\n1,2\\n",
        "total 12\\n1\\n",
        "d,r,w,x\\n1,2,3,4\\n",
        "Subject: x,b\\n1,2\\n",
        "From: a,To: b\\n1,2\\n",
        "HTTP/1.1,b\\n1,2\\n",
        "404 Not Found,b\\n1,2\\n",
        "404 Not Found\\n1\\n",
        "404\\n1\\n",
        "version https,b\\n1,2\\n",
        "2024-01-05 12:00:00,1\\n2024-01-06 12:00:00,2\\n",
        "\\n\\n",
        "\\x20",
        "a\\x00b,c\\n1,2\\n",
      })
  void csvIsTakenForNothingElse(String text) {
    for (String options :
        List.of("{}", "{'header': false}", "{'header': ['x']}", "{'delimiter': ';'}")) {
      assertNull(found(options, bytes(text)), options);
    }
  }

  @Test
  void namesAndNumbersOfFieldsOutweighAShape() {
    byte[] lines = bytes("{\"a\": 1}\\n{\"a\": 2}\\n");
    String alone = "'quote': 'none', 'delimiter': '|'";
    assertNull(found("{'header': ['doc'], " + alone + "}", lines));
    assertEquals(FileFormat.JSON, found("{'header': ['doc', 'b'], " + alone + "}", lines).format());
    assertEquals(FileFormat.JSON, found("{'header': ['doc']}", lines).format());
    byte[] pages = bytes("<html><p>1</p></html>;a\\n<html><p>2</p></html>;b\\n");
    assertEquals(FileFormat.HTML, found("{}", pages).format());
    assertNull(found("{'header': ['page', 'name']}", pages));
    byte[] names = bytes("<p>x</p><p>y</p>,id\\n1,2\\n");
    assertNull(found("{'columns': {'id': 'x'}}", names));
    assertNull(found("{'columns': {'y': 'x'}}", bytes("<html>x,y\\n1,2\\n")));
  }

  @Test
  void anExcerptIsOneLine() {
    NotCsv found = found("{}", bytes("\\n<Error>\\n  <Code>AccessDenied</Code>\\n</Error>"));
    assertEquals("<Error> <Code>AccessDenied</Code> </Error>", found.excerpt());
    assertTrue(found("{}", bytes("<html>" + "x".repeat(1000))).excerpt().endsWith("x…"));
  }

  private static NotCsv found(String options, byte[] bytes) {
    try (CsvFile file = CsvFiles.open(MemorySource.of(bytes), Reading.with(options).options())) {
      return file.start().notCsv();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (org.datamove.error.RequestException e) {
      return null;
    }
  }

  /** Bytes with the escapes that they are written with. */
  private static byte[] bytes(String text) {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
        switch (text.charAt(i)) {
          case 'n' -> all.append('\n');
          case 'r' -> all.append('\r');
          case 't' -> all.append('\t');
          case 'x' -> {
            all.append((char) Integer.parseInt(text.substring(i + 1, i + 3), 16));
            i += 2;
          }
          default -> all.append(text.charAt(i));
        }
      } else {
        all.append(c);
      }
    }
    return all.toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
