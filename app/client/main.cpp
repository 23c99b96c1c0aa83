#include "bootstrap/deskprogram.h"

int main(int argc, char **argv) { return zc::client::runDesk(argc, argv); }
