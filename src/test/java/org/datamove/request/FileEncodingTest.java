package org.datamove.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileEncodingTest {
  @ParameterizedTest
  @CsvSource({
    "UTF-8, UTF-8",
    "utf8, UTF-8",
    "UTF-16LE, UTF-16LE",
    "windows-1252, windows-1252",
    "WIN1252, windows-1252",
    "win1250, windows-1250",
    "Windows1251, windows-1251",
    "WIN, windows-1251",
    "LATIN1, ISO-8859-1",
    "ISO_8859_5, ISO-8859-5",
    "ISO88591, ISO-8859-1",
    "latin9, ISO-8859-15",
    "KOI8R, KOI8-R",
    "KOI8, KOI8-R",
    "KOI8U, KOI8-U",
    "EUC_JP, EUC-JP",
    "EUC_CN, GB2312",
    "EUC_KR, EUC-KR",
    "EUC_TW, x-EUC-TW",
    "SJIS, Shift_JIS",
    "WIN932, windows-31j",
    "BIG5, Big5",
    "GBK, GBK",
    "GB18030, GB18030",
    "UHC, x-windows-949",
    "JOHAB, x-Johab",
    "WIN866, IBM866",
    "alt, IBM866",
    "WIN874, x-windows-874",
    "WIN1258, windows-1258",
    "SHIFT_JIS_2004, x-SJIS_0213"
  })
  void namesThatPeopleKnow(String name, String standard) {
    assertEquals(standard, FileEncoding.named(name).name());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nowhere-8", "WIN1259", "SQL_ASCII", "MULE_INTERNAL", "no such"})
  void namesOfNothing(String name) {
    assertNull(FileEncoding.named(name));
  }
}
