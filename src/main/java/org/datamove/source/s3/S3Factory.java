package org.datamove.source.s3;

import java.time.Duration;
import java.util.function.Function;
import org.datamove.source.ObjectStore;
import org.datamove.source.ObjectStoreSettings;

/** Makes the store; the engine finds this class by its name. */
public final class S3Factory implements Function<ObjectStoreSettings, ObjectStore> {
  /** How long to wait and how often to try. */
  private static final Patience PATIENCE =
      new Patience(
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          5,
          Duration.ofMillis(200),
          Duration.ofSeconds(5));

  /** A factory without state. */
  public S3Factory() {}

  @Override
  public ObjectStore apply(ObjectStoreSettings settings) {
    return new S3Store(settings, PATIENCE);
  }
}
