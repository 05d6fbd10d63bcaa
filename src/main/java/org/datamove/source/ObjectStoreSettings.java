package org.datamove.source;

import java.util.Map;
import org.datamove.json.Json;

/**
 * How objects are reached. Only the gate writes it: the server and user mapping that an
 * administrator made.
 *
 * @param server the server object's name, or null where none is used
 * @param endpoint an http or https URL, or null for Amazon's
 * @param region or null for the one that the server process's own settings name
 * @param pathStyle whether buckets are part of the path; null for yes where there is an endpoint
 * @param accessKeyId null for the credentials of the server process
 * @param secretAccessKey null where accessKeyId is
 * @param sessionToken of temporary credentials, else null
 * @param machine which reads the objects; a client's has no server objects
 */
public record ObjectStoreSettings(
    String server,
    String endpoint,
    String region,
    Boolean pathStyle,
    String accessKeyId,
    String secretAccessKey,
    String sessionToken,
    Machine machine) {
  /** All as the server process's own settings say. */
  public static final ObjectStoreSettings NONE =
      new ObjectStoreSettings(null, null, null, null, null, null, null, Machine.SERVER);

  /**
   * What the gate wrote into a request; possibly empty.
   *
   * @param machine which reads the sources
   */
  public static ObjectStoreSettings fromJson(Map<String, Object> json, Machine machine) {
    return new ObjectStoreSettings(
        Json.text(json, "server"),
        Json.text(json, "endpoint"),
        Json.text(json, "region"),
        json.get("path_style") == null ? null : Json.flag(json, "path_style"),
        Json.text(json, "access_key_id"),
        Json.text(json, "secret_access_key"),
        Json.text(json, "session_token"),
        machine);
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return "object store " + (server == null ? "" : server);
  }
}
