package org.datamove.execute;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.datamove.catalog.ForeignKeyInfo;
import org.datamove.catalog.KeyInfo;
import org.datamove.execute.Command.Run;
import org.datamove.plan.Sql;
import org.datamove.plan.Step;
import org.datamove.request.Request;

/** Rows that one statement takes out of a staging table. */
final class StagedRows {
  private static final String FOREIGN_KEY = "23503";

  /** Of more rows than that the refused one is not sought. */
  private static final long MOST_ROWS = 200_000;

  private final Database database;
  private final Request request;
  private final String staging;
  private final LongFunction<String> paths;
  private final boolean tells;

  /**
   * The rows of a staging table, qualified and quoted.
   *
   * @param paths the file of a place
   * @param tells whether it is to be found out which row is refused
   */
  StagedRows(
      Database database,
      Request request,
      String staging,
      LongFunction<String> paths,
      boolean tells) {
    this.database = database;
    this.request = request;
    this.staging = staging;
    this.paths = paths;
    this.tells = tells;
  }

  /**
   * Takes them out.
   *
   * @return what became of them
   */
  Written insert(Step.StagedInsert step) throws InterruptedException {
    try {
      boolean query = step.counting() != null;
      Statement statement =
          query ? new Statement.Query(step.sql(), Map.of()) : new Statement.Sql(step.sql());
      Object told = database.run(Run.kept(List.of(statement))).get(0);
      return query ? Written.fromJson(told, paths) : Written.inserted((Long) told);
    } catch (RefusedException e) {
      Long place = tells ? placeOf(e.refusal(), step) : null;
      throw new RowRefusedException(e, place, place == null ? null : paths.apply(place), true);
    }
  }

  private Long placeOf(Refusal refusal, Step.StagedInsert step) throws InterruptedException {
    Long place = placeOfKey(refusal);
    boolean selfReference =
        request.table() != null
            && request.table().foreignKeys().stream().anyMatch(ForeignKeyInfo::self);
    // A row that refers to a later one is refused without it: there the first rows tell nothing.
    return place == null && !(refusal.is(FOREIGN_KEY) && selfReference) ? seek(step) : place;
  }

  /**
   * By the values as PostgreSQL's DETAIL has them in every language: {@code Key (a, b)=(1, x) ...}.
   * The longest that are in it are the key's, as a value may look like another key.
   */
  private Long placeOfKey(Refusal refusal) throws InterruptedException {
    String constraint = refusal.fields().constraint();
    if (request.table() == null) {
      return null; // a new one has a key by which no row is refused
    }
    List<String> unique = uniqueKey(constraint);
    List<String> columns = unique.isEmpty() ? foreignKey(constraint) : unique;
    if (columns.isEmpty() || refusal.detail() == null) {
      return null;
    }
    String values = columns.stream().map(Sql::name).collect(Collectors.joining(", "));
    List<Long> places =
        places(
            "SELECT pg_catalog.to_json(pg_catalog.array_agg(s.datamove_place)) FROM (SELECT"
                + " l.datamove_place FROM (SELECT k.datamove_place FROM (SELECT datamove_place,"
                + " pg_catalog.concat('=(', pg_catalog.concat_ws(', ', "
                + values
                + "), ')') AS shown FROM "
                + staging
                + ") AS k WHERE pg_catalog.strpos(pg_catalog.json_extract_path_text($1, 'detail'),"
                + " k.shown) OPERATOR(pg_catalog.>) 0 ORDER BY pg_catalog.length(k.shown) DESC"
                + " FETCH FIRST ROW WITH TIES) AS l ORDER BY l.datamove_place LIMIT 2) AS s",
            Map.of("detail", refusal.detail()));
    if (places.isEmpty()) {
      return null;
    }
    // Of two rows with a key that must be unique the second is refused.
    return places.get(unique.isEmpty() ? 0 : places.size() - 1);
  }

  private List<String> uniqueKey(String constraint) {
    return Stream.concat(
            request.table().uniqueKeys().stream(), Stream.ofNullable(request.table().primaryKey()))
        .filter(key -> key.name().equals(constraint))
        .findFirst()
        .map(KeyInfo::columns)
        .orElse(List.of());
  }

  private List<String> foreignKey(String constraint) {
    return request.table().foreignKeys().stream()
        .filter(key -> key.name().equals(constraint))
        .findFirst()
        .map(ForeignKeyInfo::columns)
        .orElse(List.of());
  }

  /**
   * By halving: the middle one of the rows in question, for places of several files are far apart.
   */
  private Long seek(Step.StagedInsert step) throws InterruptedException {
    Long bad =
        first(
            places(
                "SELECT pg_catalog.json_build_array(pg_catalog.max(datamove_place)) FROM "
                    + staging
                    + " HAVING pg_catalog.count(*) OPERATOR(pg_catalog.<=) "
                    + MOST_ROWS,
                Map.of()));
    long good = 0;
    while (bad != null) {
      Long middle =
          first(
              places(
                  "SELECT pg_catalog.json_build_array(pg_catalog.percentile_disc(0.5) WITHIN GROUP"
                      + " (ORDER BY datamove_place)) FROM "
                      + staging
                      + " WHERE datamove_place OPERATOR(pg_catalog.>) "
                      + good
                      + " AND datamove_place OPERATOR(pg_catalog.<) "
                      + bad,
                  Map.of()));
      if (middle == null) {
        break;
      }
      if (database.accepts(List.of(new Statement.Sql(step.probe(middle))))) {
        good = middle;
      } else {
        bad = middle;
      }
    }
    return bad;
  }

  private static Long first(List<Long> places) {
    return places.isEmpty() ? null : places.get(0);
  }

  /** The places that a query finds; none where it is refused. */
  @SuppressWarnings("unchecked") // arrays of numbers
  private List<Long> places(String sql, Map<String, Object> argument) throws InterruptedException {
    try {
      List<Object> values =
          database.run(Run.kept(List.of(new Statement.Query(sql, new LinkedHashMap<>(argument)))));
      List<Object> found = (List<Object>) values.get(0);
      return found == null
          ? List.of()
          : new ArrayList<>(
              found.stream()
                  .filter(Objects::nonNull)
                  .map(number -> ((Number) number).longValue())
                  .toList());
    } catch (RefusedException e) {
      return List.of();
    }
  }
}
