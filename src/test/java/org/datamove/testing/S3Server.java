package org.datamove.testing;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
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

  /** The password of key stores. */
  public static final String STORE_PASSWORD = "changeit";

  private final S3Proxy proxy;
  private final boolean secure;
  private final BlobStoreContext context;

  /** Starts it on a free port of 127.0.0.1. */
  public S3Server() {
    this(null);
  }

  /**
   * Starts it.
   *
   * @param keyStore for https: a key store as {@link #makeKeyStore} makes it; null for http
   */
  public S3Server(Path keyStore) {
    this(keyStore, "transient", new Properties());
  }

  private S3Server(Path keyStore, String kind, Properties properties) {
    context =
        ContextBuilder.newBuilder(kind)
            .credentials("identity", "credential")
            .overrides(properties)
            .build(BlobStoreContext.class);
    S3Proxy.Builder builder =
        S3Proxy.builder()
            .blobStore(context.getBlobStore())
            .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS_KEY, SECRET_KEY)
            .ignoreUnknownHeaders(true);
    if (keyStore == null) {
      builder.endpoint(URI.create("http://127.0.0.1:0"));
    } else {
      builder.secureEndpoint(URI.create("https://127.0.0.1:0"));
      builder.keyStore(keyStore.toString(), STORE_PASSWORD);
    }
    secure = keyStore != null;
    proxy = builder.build();
    try {
      proxy.start();
    } catch (Exception e) {
      throw new IllegalStateException("the object store did not start", e);
    }
  }

  /**
   * Starts one whose buckets are the directories below a directory, and the objects files there.
   */
  public static S3Server ofFiles(Path directory) {
    Properties properties = new Properties();
    properties.setProperty("jclouds.filesystem.basedir", directory.toString());
    return new S3Server(null, "filesystem", properties);
  }

  /** Makes a key and a certificate for 127.0.0.1 that only those trust who are told to. */
  public static void makeKeyStore(Path file) {
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Shell.run(
            List.of(
                keytool.toString(),
                "-genkeypair",
                "-keyalg",
                "RSA",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "san=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-storepass",
                STORE_PASSWORD,
                "-keystore",
                file.toString()))
        .orThrow("keytool");
  }

  /** Where it listens. */
  public int port() {
    return secure ? proxy.getSecurePort() : proxy.getPort();
  }

  /** Its URL. */
  public String endpoint() {
    return (secure ? "https" : "http") + "://127.0.0.1:" + port();
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
