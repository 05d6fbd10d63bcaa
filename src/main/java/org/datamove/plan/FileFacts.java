package org.datamove.plan;

import java.util.List;

/**
 * What is known of the file when the plan is made.
 *
 * @param path as the caller wrote it
 * @param identity the source's identity
 * @param delimiter the decided delimiter
 * @param names the target column for each field, in the file's order
 */
public record FileFacts(String path, String identity, String delimiter, List<String> names) {}
