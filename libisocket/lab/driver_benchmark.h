#pragma once

namespace isocket::lab {

/// What our own driver does in real time at a pseudo-terminal of the lab: how soon a stored message is with
/// its reader, what goes over the wire while nothing happens, how soon a port that was away is of use again.
/// Prints it. @return  false where something did not come about, or more than one keep-alive went out
bool show_driver_times();

}  // namespace isocket::lab
