package ai.tulia.messaging.twiliosimulator;

/**
 * A message as it is now.
 *
 * @param sequence its place in the book
 */
record StoredMessage(long sequence, ReceivedMessage message) {}
