package org.datamove.csv;

import java.util.List;
import java.util.Map;

/**
 * The file of a record, with what it takes to read one of its records by itself.
 *
 * @param path as a message names the file
 * @param options the members of the argument {@code options} that say how it is written, all
 *     decided
 * @param header the names of the fields of a whole record, in the file's order; where the file has
 *     none, those that its fields go by
 */
public record Origin(String path, Map<String, Object> options, List<String> header) {}
