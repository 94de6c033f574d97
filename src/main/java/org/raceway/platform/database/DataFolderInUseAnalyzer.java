package org.raceway.platform.database;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in plain words, in both languages, that a second process was started on one data folder. */
class DataFolderInUseAnalyzer extends AbstractFailureAnalyzer<DataFolderInUseException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, DataFolderInUseException cause) {
        return new FailureAnalysis("""
                数据文件夹 %1$s 正被进程 %2$s 使用，同一文件夹只能由一个轴脑进程使用。
                The data folder %1$s is in use by process %2$s; one Raceway at a time works in a folder.\
                """.formatted(cause.folder(), cause.holder()), """
                请先停止该进程，或用环境变量 RACEWAY_HOME 指定另一个文件夹。
                Stop that process, or name another folder in the environment variable RACEWAY_HOME.\
                """, cause);
    }
}
