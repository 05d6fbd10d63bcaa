package org.datamove.request;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import org.datamove.binary.EncodingSession;
import org.datamove.json.Json;
import org.datamove.source.Machine;
import org.datamove.source.ObjectStoreSettings;
import org.datamove.source.SourceAccess;
import org.datamove.type.ValueSettings;

/**
 * What the caller's session allows; collected by the SQL functions, the access by the gate.
 *
 * @param mayCopyFiles whether the caller may run COPY FROM a file of the machine that reads files:
 *     by its path on the server, from standard input of a client
 * @param mayCreateTemporary whether the caller may create temporary tables
 * @param utf8 whether the server encoding is UTF8
 * @param clientUtf8 whether the client's encoding is UTF8
 * @param timeZone the session's {@code TimeZone}, or null if it is not known
 * @param chunkDirectory where chunk directories are made, or null for the system's temporary one
 * @param access what the caller may read; nothing where the gate has not been asked
 * @param vectorSchema the schema that pgvector is installed in, or null where it is not
 * @param maintenanceWorkMem {@code maintenance_work_mem} in bytes, or 0 if it is not known
 * @param caller the role whose rights the call runs with, by its OID; null where the gate has not
 *     been asked
 * @param charset the characters that the database can hold, or null where it holds every one
 * @param ofBytes whether the database takes bytes as they are, and knows of no character beyond
 *     ASCII
 * @param eventTriggers the event triggers that fire in the session
 * @param values on what else it depends what becomes of a value
 */
public record SessionInfo(
    boolean mayCopyFiles,
    boolean mayCreateTemporary,
    boolean utf8,
    boolean clientUtf8,
    String timeZone,
    String chunkDirectory,
    SourceAccess access,
    String vectorSchema,
    long maintenanceWorkMem,
    String caller,
    Charset charset,
    boolean ofBytes,
    List<EventTrigger> eventTriggers,
    ValueSettings values) {
  static SessionInfo fromJson(Map<String, Object> json) {
    Machine machine = Machine.of(Json.text(json, "machine"));
    return new SessionInfo(
        Json.flag(json, "may_copy_files"),
        Json.flag(json, "may_create_temporary"),
        Json.flag(json, "utf8"),
        Json.flag(json, "client_utf8"),
        Json.text(json, "time_zone"),
        Json.text(json, "chunk_directory"),
        SourceAccess.fromJson(
            Json.list(json, "access"),
            Json.text(json, "work_directory"),
            ObjectStoreSettings.fromJson(Json.map(json, "s3"), machine),
            ServerEncoding.fileNames(Json.text(json, "server_encoding")),
            machine),
        Json.text(json, "vector_schema"),
        Json.number(json, "maintenance_work_mem", 0),
        Json.text(json, "caller"),
        ServerEncoding.charset(Json.text(json, "server_encoding")),
        ServerEncoding.isOfBytes(Json.text(json, "server_encoding")),
        Json.<Map<String, Object>>list(json, "event_triggers").stream()
            .map(EventTrigger::fromJson)
            .toList(),
        ValueSettings.fromJson(json));
  }

  /** What encoded values depend on. */
  public EncodingSession encoding() {
    return new EncodingSession(utf8 && clientUtf8, timeZone);
  }
}
