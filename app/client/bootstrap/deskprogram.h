#pragma once

namespace zc::client {

// The whole program: reads the command line, makes the application, runs it. Exit codes: 0 ended well, 1 a check or a
// rehearsal failed, 2 the command line is wrong.
int runDesk(int argc, char **argv);

} // namespace zc::client
