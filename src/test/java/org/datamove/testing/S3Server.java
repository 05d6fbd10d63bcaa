package org.datamove.testing;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStore;
import org.jclouds.blobstore.BlobStoreContext;

/** An object store that speaks S3's protocol, in this process and in memory. */
public final class S3Server implements AutoCloseable {
  /** The access key that it knows. */
  public static final String ACCESS_KEY = "AKIDATAMOVETEST";

  /** The secret that goes with it. */
  public static final String SECRET_KEY = "sEcReT+of/datamove=tests";

  private final S3Proxy proxy;
  private final BlobStoreContext context;

  /** Starts it on a free port of 127.0.0.1. */
  public S3Server() {
    Properties settings = new Properties();
    context =
        ContextBuilder.newBuilder("transient")
            .credentials("identity", "credential")
            .overrides(settings)
            .build(BlobStoreContext.class);
    proxy =
        S3Proxy.builder()
            .blobStore(context.getBlobStore())
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS_KEY, SECRET_KEY)
            .ignoreUnknownHeaders(true)
            .build();
    try {
      proxy.start();
    } catch (Exception e) {
      throw new IllegalStateException("the object store did not start", e);
    }
  }

  /** Where it listens. */
  public int port() {
    return proxy.getPort();
  }

  /** Its URL. */
  public String endpoint() {
    return "http://127.0.0.1:" + port();
  }

  /** Makes or replaces an object; and its bucket, where there is none. */
  public void put(String bucket, String key, byte[] content) {
    BlobStore store = context.getBlobStore();
    store.createContainerInLocation(null, bucket);
    try {
      store.putBlob(
          bucket,
          store
              .blobBuilder(key)
              .payload(content)
              .contentLength(content.length)
              .contentType("text/csv")
              .build());
    } catch (RuntimeException e) {
      throw new IllegalStateException("no object \"" + key + "\"", e);
    }
  }

  /** Makes or replaces an object of text. */
  public void put(String bucket, String key, String content) {
    put(bucket, key, content.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    try {
      proxy.stop();
    } catch (Exception e) {
      throw new IOException(e);
    } finally {
      context.close();
    }
  }
}
