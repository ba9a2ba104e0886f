package dev.orderstream.runtime;

/**
 * The environment variables that functions read, and no others: of each the name, which as a
 * property is {@code table.prefix} for {@code TABLE_PREFIX}.
 */
public enum Variable {
    /** {@code jwt} (the default), or {@code none} where everybody may do everything. */
    AUTH_MODE,
    /** The keys of cursors, as they are. */
    CURSOR_KEYS,
    /** The ARN of the secret that the keys of cursors are in, in the place of those. */
    CURSOR_KEYS_SECRET,
    /** The claim that names the caller's customer; without it {@code customer_id}. */
    CUSTOMER_CLAIM,
    /** Of an order that names none, as ISO 4217 has it. */
    DEFAULT_CURRENCY,
    /** {@code off} where stock is not counted. */
    INVENTORY,
    /**
     * The KMS key that encrypts read tables: an ARN, or {@code alias/aws/dynamodb} for the key that
     * AWS manages; absent for the key that DynamoDB owns.
     */
    READ_TABLE_KEY,
    /** The tags of read tables: {@code name=value} pairs with commas between them. */
    READ_TABLE_TAGS,
    /** For how long a generation that served is written on for its last readers, as {@code 10m}. */
    REBUILD_RETIRING_FOR,
    /** What stands before each scope in a token, as {@code api/}; without it nothing. */
    SCOPE_PREFIX,
    /** What the names of the tables begin with. */
    TABLE_PREFIX,
    /** How long a commit may be on its way before a verification misses it, as {@code 30s}. */
    VERIFY_ALLOWED_LAG,
    /** How many waits of the whole service with a timeout of more than a second may go on. */
    WAITS_MAX
}
