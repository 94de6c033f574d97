/** Raceway 轴脑, the open Industry Brain for a bearing cluster: one package per room, see ARCHITECTURE.md. */
@NullMarked
package org.raceway;

import org.jspecify.annotations.NullMarked;
