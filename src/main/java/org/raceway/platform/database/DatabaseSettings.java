package org.raceway.platform.database;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.raceway.platform.secrets.Secret;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * @param url of a PostgreSQL of one's own (15 to 18); empty for the embedded one
 * @param user of one's own PostgreSQL
 * @param password of one's own PostgreSQL
 * @param applicationUser the login in one's own PostgreSQL that works for the users; made at every start when empty
 * @param applicationPassword of that login
 * @param port of the embedded PostgreSQL, 0 for any free one
 * @param binaries where the embedded PostgreSQL's programs are unpacked; by default in the data folder
 * @param reserve room on the data folder's disk below which nothing more is captured
 * @param options settings of the embedded PostgreSQL that differ from Raceway's own
 */
@ConfigurationProperties("raceway.database")
record DatabaseSettings(
        @DefaultValue("") String url,
        @DefaultValue("") String user,
        @DefaultValue("") Secret password,
        @DefaultValue("") String applicationUser,
        @DefaultValue("") Secret applicationPassword,
        @DefaultValue("0") int port,
        @Nullable Path binaries,
        @DefaultValue("256MB") DataSize reserve,
        @DefaultValue Map<String, String> options) {}
