package org.datamove.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderByTypesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      textBlock =
          """
          true  @ 7001,Meier,2024-01-05,12.50/7002,Huber,2024-01-06,3.00
          true  @ 7001,Meier,2024-01-05/7002,Huber,2024-01-06
          true  @ 1.5/2.5
          true  @ 1.5/2
          true  @ 2024-01-05 10:00:00,a/2024-01-06 11:30:00,b
          true  @ 2024-01-05T10:00:00Z/2024-01-06T11:30:00Z
          true  @ 0b9a4c3e-7d5e-4b1f-9c6a-2f3d4e5f6a7b,x/1b9a4c3e-7d5e-4b1f-9c6a-2f3d4e5f6a7b,y
          true  @ ,2024-01-05/1,2024-01-06
          true  @ a,2024-01-05/b,2024-01-06/c,
          true  @ 7001,Meier,2024-01-05,12.50
          true  @ 7001,2024-01-05
          true  @ ,12.50,2024-01-05
          true  @ Meier,05.01.2024/Huber,06.01.2024
          true  @ Meier,5-Jan-2024 10:20/Huber,6-Feb-2024 11:30
          true  @ Meier,$12.50/Huber,$3
          true  @ 0B9A4C3E-7D5E-4B1F-9C6A-2F3D4E5F6A7B/1B9A4C3E-7D5E-4B1F-9C6A-2F3D4E5F6A7B
          true  @ 7001,05.01.2024
          false @ Meier,05.01.2024/Huber,x
          false @ name,born/Huber,06.01.2024
          false @ name,05.01.2024,06.01.2024/Huber,1,2
          false @ 05.01.2024,06.01.2024
          false @ 7001,Meier
          false @ Meier,2024-01-05
          false @ country,2024-01-05,2024-01-06
          false @ 1990,1991
          false @ 1.5
          false @ id,true,7
          false @ id,name,born,amt/7002,Huber,2024-01-06,3.00
          false @ 7001,Meier/7002,Huber
          false @ country,1990,1991/x,1.5,2.5/y,3.5,4.5
          false @ 1990,1991/1.5,2.5
          false @ name,2024-01-05,2024-01-06/x,1,2
          false @ 2024-01-05,2024-01-06/1,2
          false @ 2024-01-05,name/2024-01-06,1
          false @ 1.5,name/2.5,3
          false @ a,2024-01-05/b,x
          false @ 2024-01-05/x
          false @ born,12.50/2024-01-05,3.5
          """)
  void dataIsToldByTheTypesOfTheRest(boolean expected, String text) {
    assertEquals(expected, isData(List.of(), text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      textBlock =
          """
          true  @ 7001;Meier;12,50/7002;Huber;3
          true  @ 7001;1.234,50/7002;13
          true  @ 1,5;2,5;3,5/1,6;2,6;3,6
          true  @ 7001;12,50 \u20ac/7002;3,00 \u20ac
          true  @ 7001;12,50
          false @ 7001;1,234/7002;x
          false @ id;amount/7002;3,5
          false @ 7001;12/7002;3,5
          """)
  void decimalsMayHaveACommaAndOthersSeparators(boolean expected, String text) {
    String commas = text.replace(",", "COMMA").replace(";", ",");
    assertEquals(expected, isData(List.of(), commas));
  }

  @ParameterizedTest
  @CsvSource({"2024-01-05, false", "MEIER, false", "born, true"})
  void aNameOfTheTableMakesAHeader(String column, boolean expected) {
    List<String> columns = List.of("x", column);
    assertEquals(expected, isData(columns, "Meier,2024-01-05/Huber,2024-01-06"));
  }

  private static boolean isData(List<String> columns, String text) {
    List<List<String>> records =
        Arrays.stream(text.split("/"))
            .map(line -> Arrays.stream(line.split(",", -1)).map(HeaderByTypesTest::value).toList())
            .toList();
    return new HeaderByTypes(columns).isData(records.get(0), records.subList(1, records.size()));
  }

  private static String value(String text) {
    return text.isEmpty() ? null : text.replace("COMMA", ",");
  }
}
