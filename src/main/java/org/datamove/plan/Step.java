package org.datamove.plan;

import java.util.List;
import org.datamove.binary.EncodingSession;
import org.datamove.binary.ValueEncoder;
import org.datamove.type.PgType;
import org.datamove.type.known.KnownTypes;

/** One thing that a move does, with the very SQL. */
public sealed interface Step {
  /** The kind of a statement that has a deferred constraint checked. */
  String CHECK_DEFERRED = "check_deferred";

  /** A short word for the kind of step. */
  String kind();

  /** What it does, in a few words for a person. */
  String title();

  /** The SQL that runs; for a load the statement that runs for each chunk. */
  String sql();

  /**
   * A single statement whose answer decides nothing.
   *
   * @param kind drop_column, alter_type, alter_sequence, add_column, drop_staging, check_deferred,
   *     advance_sequence or analyze
   * @param title what it does
   * @param sql the statement
   */
  record Statement(String kind, String title, String sql) implements Step {}

  /**
   * A statement behind which the target is empty and nobody else's.
   *
   * @param kind create_table or truncate
   * @param title what it does
   * @param sql the statement
   */
  record Emptying(String kind, String title, String sql) implements Step {}

  /**
   * A statement that removes rows, whose number counts.
   *
   * @param kind delete or delete_missing
   * @param title what it does
   * @param sql the statement
   */
  record Deletion(String kind, String title, String sql) implements Step {}

  /**
   * Makes a staging table.
   *
   * @param title what it does
   * @param sql the statement
   */
  record StagingTable(String title, String sql) implements Step {
    @Override
    public String kind() {
      return "create_staging";
    }
  }

  /**
   * Drops an index that is built again.
   *
   * @param title what it does
   * @param sql the statement
   */
  record IndexDrop(String title, String sql) implements Step {
    @Override
    public String kind() {
      return "drop_index";
    }
  }

  /**
   * A statement of an index over the loaded rows.
   *
   * @param kind recreate_index, comment_index or create_index
   * @param title what it does
   * @param sql the statement
   */
  record IndexBuild(String kind, String title, String sql) implements Step {
    /** An index that the target has not had. */
    public static final String NEW = "create_index";

    boolean isNew() {
      return kind.equals(NEW);
    }
  }

  /**
   * The statement that takes all rows out of a staging table.
   *
   * @param title what it does
   * @param into the part of it that ends before the staging table's name
   * @param staging that name, qualified and quoted
   * @param conflict the part behind that, possibly empty
   * @param counting the whole of it as it runs, which counts more than its rows; null where it is
   *     just these parts
   * @param told what it tells of the rows
   */
  record StagedInsert(
      String title, String into, String staging, String conflict, String counting, Told told)
      implements Step {
    /** What it tells of the rows. */
    public enum Told {
      /** It has as many rows as went in. */
      INSERTED,
      /** It has as many rows as went in; the others are skipped. */
      NOT_SKIPPED,
      /**
       * It is a query for an object of {@code inserted}, the number of rows that went in, and
       * {@code skipped}, an array of the first places of the others.
       */
      SKIPPED,
      /** It is a query for an object of the numbers {@code inserted, updated, unchanged}. */
      KINDS;

      /** Whether rows that did not go in are skipped. */
      public boolean skips() {
        return this == NOT_SKIPPED || this == SKIPPED;
      }
    }

    @Override
    public String kind() {
      return "insert_from_staging";
    }

    @Override
    public String sql() {
      return counting == null ? into + staging + conflict : counting;
    }

    /** The same for the rows up to a place, to find the row that the database refuses. */
    public String probe(long place) {
      return into
          + staging
          + " WHERE "
          + Staging.PLACE_COLUMN
          + " OPERATOR(pg_catalog.<=) "
          + place
          + conflict;
    }
  }

  /**
   * The load of the file's rows.
   *
   * @param method how chunks go in
   * @param title what it does
   * @param table the quoted table
   * @param columnList the quoted columns
   * @param batchSource what is selected from a batch, and how
   * @param delimiter the file's delimiter, as decided by the plan
   * @param sourceIdentity the identity of the checked source
   * @param fields how many fields a record has
   * @param columns where the fields go
   * @param binary whether every column's values can be encoded for COPY's binary format
   * @param rowsMaySuppress whether a trigger of the target may suppress rows
   * @param checked whether the plan has checked every value already
   */
  record Load(
      Method method,
      String title,
      String table,
      String columnList,
      String batchSource,
      String delimiter,
      String sourceIdentity,
      int fields,
      List<LoadColumn> columns,
      boolean binary,
      boolean rowsMaySuppress,
      boolean checked)
      implements Step {
    /** Stands for a chunk's name in the SQL that is shown. */
    private static final String CHUNK = "<chunk>";

    /** How chunks go in. */
    public enum Method {
      /** COPY of a chunk file by the server. */
      COPY,
      /** COPY of a chunk that a client sends. */
      COPY_STDIN,
      /**
       * COPY of a chunk file into a temporary table of datamove's, then INSERT from there, for
       * callers who may not COPY server files and under row security.
       */
      STAGE,
      /** The same, where not every column has a type for the stage: INSERT of a JSON batch. */
      INSERT;

      /** Whether COPY puts chunks into the table itself. */
      public boolean isCopy() {
        return this == COPY || this == COPY_STDIN;
      }

      /** Whether chunks are files of the server's. */
      public boolean hasFiles() {
        return this == COPY || this == STAGE;
      }
    }

    @Override
    public String kind() {
      return "load";
    }

    /** The statement for each chunk, with {@code <chunk>} in the place of its name. */
    @Override
    public String sql() {
      return switch (method) {
        case COPY -> copy(table, CHUNK, binary, false);
        case COPY_STDIN -> copyStdin(table, binary, false);
        case STAGE -> fromStage(table, CHUNK);
        case INSERT -> fromBatch(table);
      };
    }

    /**
     * The COPY of a chunk.
     *
     * @param into a table that has the columns, quoted
     * @param path the chunk's file
     * @param asBinary whether it is in COPY's binary format
     */
    public String copy(String into, String path, boolean asBinary, boolean freeze) {
      return copyFrom(into, Sql.literal(path).trim(), asBinary, freeze);
    }

    /** The same of a chunk that the client sends. */
    public String copyStdin(String into, boolean asBinary, boolean freeze) {
      return copyFrom(into, "STDIN", asBinary, freeze);
    }

    private String copyFrom(String into, String input, boolean asBinary, boolean freeze) {
      return "COPY "
          + into
          + " ("
          + columnList
          + ") FROM "
          + input
          + " ("
          + (asBinary ? "FORMAT binary" : "FORMAT text, ENCODING 'UTF8'")
          + (freeze ? ", FREEZE)" : ")");
    }

    /** The INSERT of what a stage holds; its name is unquoted. */
    public String fromStage(String into, String stage) {
      return insert(into) + "SELECT * FROM pg_temp." + Sql.name(stage);
    }

    /** The INSERT of a batch, which is {@code $1}. */
    public String fromBatch(String into) {
      return insert(into) + batchSource;
    }

    private String insert(String into) {
      return "INSERT INTO " + into + " (" + columnList + ") OVERRIDING SYSTEM VALUE ";
    }

    /** The same load for where no stage can be made. */
    public Load byBatches() {
      return new Load(
          Method.INSERT,
          title,
          table,
          columnList,
          batchSource,
          delimiter,
          sourceIdentity,
          fields,
          columns,
          binary,
          rowsMaySuppress,
          checked);
    }
  }

  /**
   * A column that receives a field.
   *
   * @param name the column's name
   * @param field the field's 0-based position, or {@link #PLACE}
   * @param type the column's type
   * @param base the same, or the type below a domain
   */
  record LoadColumn(String name, int field, PgType type, PgType base) {
    /** Stands for the place where the record starts: its physical line, with its file. */
    public static final int PLACE = -1;

    /** Encodes the column's values; null where they cannot be encoded. */
    public ValueEncoder encoder(EncodingSession session) {
      return KnownTypes.encoder(type, base, session);
    }
  }
}
