/**
 * Objects of S3 and of stores that speak its protocol. Start at {@link
 * org.datamove.source.s3.S3Factory}, which package {@code source} finds by its name for addresses
 * that begin with {@code s3://}. The only package that uses Amazon's SDK; it comes in a jar of its
 * own within the server's jar, and nothing of it is loaded before an object is to be read.
 *
 * <p>An object is pinned by the ETag that it had when it was first looked at: every request for its
 * bytes is conditional on it, so that several passes read the same contents or fail.
 */
package org.datamove.source.s3;
