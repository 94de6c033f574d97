package org.raceway.enterprises;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.Permission;
import org.raceway.platform.ProblemException;
import org.raceway.platform.TimeOrderedIds;
import org.raceway.platform.crypto.CryptoSuite;
import org.raceway.platform.uploads.Upload;
import org.raceway.platform.uploads.UploadKind;
import org.raceway.platform.uploads.Uploads;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.web.multipart.MultipartFile;

/** Scans of licences and certificates, with their SHA-256: who sent one, their enterprise and the operator see it. */
@Repository
class EnterpriseFiles {
    private static final Set<UploadKind> KINDS = Set.of(UploadKind.PDF, UploadKind.JPEG, UploadKind.PNG);

    private final JdbcClient database;
    private final Uploads uploads;
    private final EnterpriseSettings settings;
    private final Clock clock;
    private final TimeOrderedIds ids;

    EnterpriseFiles(
            JdbcClient database, Uploads uploads, EnterpriseSettings settings, Clock clock, TimeOrderedIds ids) {
        this.database = database;
        this.uploads = uploads;
        this.settings = settings;
        this.clock = clock;
        this.ids = ids;
    }

    /** What is known of a file without its content. */
    record FileFacts(UUID id, String name, String mediaType, int size, String sha256, Instant at) {}

    /** A file. */
    record StoredFile(FileFacts facts, Resource content) {}

    /**
     * Keeps a PDF or a picture.
     *
     * @throws ProblemException if it is none, or too large
     */
    FileFacts keep(Caller caller, @Nullable UUID enterprise, @Nullable MultipartFile file) {
        Upload upload = uploads.receive(file, settings.file(), KINDS);
        byte[] content;
        try (InputStream input = upload.open()) {
            content = input.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        FileFacts facts = new FileFacts(
                ids.next(), upload.name(), upload.kind().mediaType(), content.length, sha256(content), clock.instant());
        database.sql("""
                insert into enterprise_file (id, account, enterprise, name, media_type, size, sha256, content, created_at)
                values (:id, :account, :enterprise, :name, :mediaType, :size, :sha256, :content, :at)
                """)
                .param("id", facts.id())
                .param("account", caller.accountId())
                .param("enterprise", enterprise, Types.OTHER)
                .param("name", facts.name())
                .param("mediaType", facts.mediaType())
                .param("size", facts.size())
                .param("sha256", facts.sha256())
                .param("content", content)
                .param("at", Timestamp.from(facts.at()))
                .update();
        return facts;
    }

    /** A file that the caller may see. */
    Optional<StoredFile> find(UUID id, Caller caller) {
        boolean operator = caller.seesCluster()
                && (caller.may(Permission.ENTERPRISES_REVIEW) || caller.may(Permission.ENTERPRISES_READ));
        return database.sql("""
                        select id, name, media_type, size, sha256, created_at, content from enterprise_file
                        where id = :id and (:operator or account = :account or enterprise = cast(:enterprise as uuid))
                        """)
                .param("id", id)
                .param("operator", operator)
                .param("account", caller.accountId())
                .param("enterprise", caller.enterprise(), Types.OTHER)
                .query((row, index) -> new StoredFile(
                        new FileFacts(
                                row.getObject("id", UUID.class),
                                row.getString("name"),
                                row.getString("media_type"),
                                row.getInt("size"),
                                row.getString("sha256"),
                                Records.instant(row, "created_at")),
                        new ByteArrayResource(row.getBytes("content"))))
                .optional();
    }

    /** The files with these ids that the sender of a form may put into it: their own, and their enterprise's. */
    Set<UUID> own(Collection<UUID> files, UUID account, @Nullable UUID enterprise) {
        return Set.copyOf(database.sql("""
                        select id from enterprise_file
                        where id = any(:ids) and (account = :account or enterprise = cast(:enterprise as uuid))
                        """)
                .param("ids", files.toArray(UUID[]::new))
                .param("account", account)
                .param("enterprise", enterprise, Types.OTHER)
                .query(UUID.class)
                .list());
    }

    /** The names of files, by id. */
    Map<UUID, FileFacts> facts(Collection<UUID> files) {
        Map<UUID, FileFacts> found = new HashMap<>();
        if (!files.isEmpty()) {
            List<FileFacts> all = database.sql("""
                            select id, name, media_type, size, sha256, created_at from enterprise_file where id = any(:ids)
                            """)
                    .param("ids", files.toArray(UUID[]::new))
                    .query((row, index) -> new FileFacts(
                            row.getObject("id", UUID.class),
                            row.getString("name"),
                            row.getString("media_type"),
                            row.getInt("size"),
                            row.getString("sha256"),
                            Records.instant(row, "created_at")))
                    .list();
            all.forEach(facts -> found.put(facts.id(), facts));
        }
        return found;
    }

    private static String sha256(byte[] content) {
        return HexFormat.of().formatHex(CryptoSuite.STANDARD.digests().digest(content));
    }
}
