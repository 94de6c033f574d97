package org.raceway.platform.uploads;

import org.raceway.platform.Problem;

/** Why a file is not taken. */
public enum UploadProblem implements Problem {
    /** No file, or one without a byte. */
    EMPTY("upload-empty", 422),
    /** Arguments: the limit, such as 10 MB. */
    TOO_LARGE("upload-too-large", 413),
    /** Arguments: the kind that it is, the kinds that are taken. */
    WRONG_KIND("upload-kind", 415),
    /** None of the known kinds. Arguments: the kinds that are taken. */
    UNKNOWN_KIND("upload-kind-unknown", 415),
    /** Excel's format before 2007, or a workbook with a password. */
    OLD_EXCEL("upload-old-excel", 415),
    /** It can't be read as what it begins as. */
    DAMAGED("upload-damaged", 422),
    /** It would unpack into far more than it is. Arguments: the limit, such as 32 MB. */
    UNPACKS_TOO_LARGE("upload-unpacks-too-large", 413),
    /** A file in it is an archive, or a program. Arguments: its name. */
    FORBIDDEN_PART("upload-forbidden-part", 422),
    /** XML with a document type declaration, which is where entities come from. Arguments: the part's name. */
    DOCUMENT_TYPE("upload-document-type", 422),
    /** A workbook without a sheet, or a sheet without a row. */
    NO_ROWS("upload-no-rows", 422),
    /** Arguments: the limit. */
    TOO_MANY_ROWS("upload-too-many-rows", 413),
    /** Arguments: the row, the limit. */
    TOO_MANY_COLUMNS("upload-too-many-columns", 413);

    private final String code;
    private final int status;

    UploadProblem(String code, int status) {
        this.code = code;
        this.status = status;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public Blame blame() {
        return Blame.CALLER;
    }

    @Override
    public int status() {
        return status;
    }
}
