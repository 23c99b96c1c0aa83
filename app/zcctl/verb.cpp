#include "verb.h"

#include "verbs/verbs.h"

namespace zc::ctl {

const QList<Verb> &allVerbs()
{
    static const QList<Verb> verbs = {
        {QStringLiteral("help"), QStringLiteral("[VERB]"), QStringLiteral("Usage of one verb, or the list of all"),
         QStringLiteral("zcctl help id check"), help},
        {QStringLiteral("id check"), QStringLiteral("(VALUE… | --file F) [--kind K] [--today YYYY-MM-DD]"),
         QStringLiteral("Form and check digits of citizen ids, permits, USCC, organisation codes, licence identifiers"),
         QStringLiteral("zcctl --json id check 91350100M000100Y43"), idCheck},
        {QStringLiteral("casework check"), QStringLiteral("FILE"),
         QStringLiteral("Judges state, action, role and context by the table of the life of a case; one answer a line"),
         QStringLiteral("zcctl --json casework check cases.json"), caseworkCheck},
        {QStringLiteral("deadline eval"), QStringLiteral("[--calendars DIR] --cases FILE"),
         QStringLiteral("Counts clocks and due dates with every excluded day and the reason; one answer a line"),
         QStringLiteral("zcctl --json deadline eval --cases clocks.json"), deadlineEval},
        {QStringLiteral("audit verify"), QStringLiteral("(STORE --secrets DIR | LOG.jsonl) [--checkpoints F --key PUBLIC-KEY]"),
         QStringLiteral("Walks the hash chain of the audit log and compares it with signed checkpoints kept elsewhere"),
         QStringLiteral("zcctl --json audit verify store --secrets keys --checkpoints checkpoints.jsonl --key desk.pub"), auditVerify},
        {QStringLiteral("policy dump"), QStringLiteral("[--root DIR] [--trusted-owner UID] [--user FILE]"),
         QStringLiteral("What a desk on this machine would use, where each value comes from, and what is wrong with the files"),
         QStringLiteral("zcctl --json policy dump"), policyDump},
        {QStringLiteral("store check"), QStringLiteral("PATH [--secrets DIR] [--passphrase-file F]"),
         QStringLiteral("Looks at a closed client store without changing it; with a secret also into every row and attachment"),
         QStringLiteral("zcctl store check ~/.local/share/zongchuang/store"), storeCheck},
        {QStringLiteral("device decode"), QStringLiteral("[FILE | -]"),
         QStringLiteral("Replays reader exchanges in hex on a virtual clock, one a line; one answer a line"),
         QStringLiteral("zcctl --json device decode exchanges.jsonl"), deviceDecode},
        {QStringLiteral("device list"), QStringLiteral("[SLOT=ADDRESS…]"),
         QStringLiteral("The serial ports of this machine, written to by nobody; and how the devices named are, opened for the moment"),
         QStringLiteral("zcctl --json device list idr-1=serial:/dev/ttyUSB0 idr-2=host:sample?folder=/srv/reader"), deviceList},
        {QStringLiteral("device selftest"), QStringLiteral("SLOT=ADDRESS | RIG [--only ID,…] [--effort 1…100]"),
         QStringLiteral("Every conformance check against a device of this machine, or all of them against a simulator; a report for IT"),
         QStringLiteral("zcctl --json device selftest idr/terminal"), deviceSelftest},
        {QStringLiteral("device profile"), QStringLiteral("FILE"),
         QStringLiteral("Checks the profile of an evaluation terminal or a queue caller as a whole; the place and the reason where it is no good"),
         QStringLiteral("zcctl device profile /etc/zongchuang/terminals/hall-evl.json"), deviceProfile},
        {QStringLiteral("device read"), QStringLiteral("--port P [--baud N] [--deadline-ms N]"),
         QStringLiteral("Reads one card over the real driver and prints it to the terminal"),
         QStringLiteral("zcctl device read --port /dev/ttyUSB0"), deviceRead},
        {QStringLiteral("device simulate"), QStringLiteral("[idr] [--link PATH] [--card R|J|I|Y] | rcp [--line tcp|terminal] | bar | evl | que | --desk DATA-DIR"),
         QStringLiteral("A simulated card reader behind a terminal, a receipt printer at an address, a code scanner, an evaluation terminal or a queue; control lines on stdin, what happened at the end; "
                        "--desk: lines {\"scn-1\":{…}} to the simulated devices of a running practice"),
         QStringLiteral("zcctl --json device simulate --link /tmp/reader --card R"), deviceSimulate},
        {QStringLiteral("bridge run"), QStringLiteral("--port P --policy FILE --transcript FILE [--pair deny|allow]"),
         QStringLiteral("The door for web pages with simulated devices only, until it is interrupted; device I/O goes into the transcript"),
         QStringLiteral("zcctl bridge run --port 18610 --policy origins.json --transcript io.jsonl --pair allow"), bridgeRun},
        {QStringLiteral("pack verify"), QStringLiteral("(DIR | FILE.zcpack [--signer KEY.pub]) [--json [FILE]]"),
         QStringLiteral("Every finding of the verifier; exit 0 clean, 1 errors, 3 warnings only, 2 could not run"),
         QStringLiteral("zcctl pack verify packs/food-licence"), packVerify},
        {QStringLiteral("pack evaluate"), QStringLiteral("DIR --cases FILE [--out FILE]"),
         QStringLiteral("The outcome of each line of answers (JSON objects, or CSV like cases.csv) with its reasons"),
         QStringLiteral("zcctl --json pack evaluate packs/food-licence --cases cases.csv"), packEvaluate},
        {QStringLiteral("pack eval"), QStringLiteral("DIR --cases FILE [--out FILE]"), QStringLiteral("Short for pack evaluate"),
         QStringLiteral("zcctl pack eval packs/food-licence --cases cases.jsonl --out outcomes.jsonl"), packEvaluate},
        {QStringLiteral("pack interview"), QStringLiteral("DIR --answers FILE"),
         QStringLiteral("Plays the interview, taking each answer from FILE: what is asked, in which order, and what comes of it"),
         QStringLiteral("zcctl --json pack interview packs/food-licence --answers answers.json"), packInterview},
        {QStringLiteral("pack ask"), QStringLiteral("DIR --answers FILE"), QStringLiteral("Short for pack interview"),
         QStringLiteral("zcctl pack ask packs/food-licence --answers answers.json"), packInterview},
        {QStringLiteral("pack init"), QStringLiteral("DIR [--id PACK-ID]"), QStringLiteral("A small sound pack whose rows say what belongs where, to be written over"),
         QStringLiteral("zcctl pack init packs/my-item"), packInit},
        {QStringLiteral("pack export"), QStringLiteral("DIR (--xlsx FILE | --csv DIR | --dmn FILE | -o FILE.xlsx)"),
         QStringLiteral("The pack as a workbook, as CSV files, or its rules as DMN with a diagram; samples go beside it"),
         QStringLiteral("zcctl pack export packs/food-licence --xlsx food-licence.xlsx"), packExport},
        {QStringLiteral("pack import"), QStringLiteral("(FILE.xlsx [--xlsx] | DIR --csv) --into DIR [--tidy]"),
         QStringLiteral("Reads a workbook or CSV files back; what is wrong is told by sheet, row and column. --tidy brings plain words of rules into form"),
         QStringLiteral("zcctl pack import food-licence.xlsx --into packs/food-licence"), packImport},
        {QStringLiteral("pack build"), QStringLiteral("DIR --out FILE.zcpack [--sign KEY [--passphrase-file F]]"),
         QStringLiteral("Verifies and writes the release; refuses errors and warnings that package.json does not accept"),
         QStringLiteral("zcctl pack build packs/food-licence --out food-licence-1.0.0.zcpack --sign desk.key"), packBuild},
        {QStringLiteral("pack sign"), QStringLiteral("FILE.zcpack --key KEY [--out FILE] [--passphrase-file F]"),
         QStringLiteral("Puts a minisign signature into a release"), QStringLiteral("zcctl pack sign food-licence-1.0.0.zcpack --key desk.key"), packSign},
        {QStringLiteral("pack diff"), QStringLiteral("A B"),
         QStringLiteral("What changed between two packs (folders or releases): rows, rules, and what comes out differently with one scenario each"),
         QStringLiteral("zcctl pack diff food-licence-1.0.0.zcpack packs/food-licence"), packDiff},
        {QStringLiteral("pack facts-sheet"), QStringLiteral("DIR --out (FILE.pdf | FILE.xlsx)"),
         QStringLiteral("Every distinct outcome once, with a short scenario, the number of scenarios and the law, for sign-off"),
         QStringLiteral("zcctl pack facts-sheet packs/food-licence --out confirm.pdf"), packFactsSheet, true},
        {QStringLiteral("pack key"), QStringLiteral("FILE"), QStringLiteral("A new signing key in the form of minisign, and FILE.pub beside it; an existing file stays"),
         QStringLiteral("zcctl pack key desk.key"), packKey},
        {QStringLiteral("demo play"), QStringLiteral("SCRIPT [--data-dir DIR] [--out DIR] [--resume] [--plugins DIR] [--ack-log FILE]"),
         QStringLiteral("Plays a scripted case through the services, from the card on a pseudo-terminal to the signed receipt"),
         QStringLiteral("zcctl --json demo play tests/data/demo/food-licence.json --out out/papers"), demoPlay, true},
        {QStringLiteral("self-check"), QStringLiteral("[--plugins DIR]"),
         QStringLiteral("Departments, calendars, words, fonts, keys, a throw-away store and the reader's driver: what works here and what does not"),
         QStringLiteral("zcctl --json self-check"), selfCheck, true},
        {QStringLiteral("tck run"), QStringLiteral("DIR [--out FILE] [--filter TEXT] [--table FILE]"),
         QStringLiteral("Runs the test files of the DMN conformance suite below DIR: one line a case in FILE, a summary by folder"),
         QStringLiteral("zcctl tck run dmn-tck --out results.csv"), tckRun},
        {QStringLiteral("feel eval"), QStringLiteral("EXPR [--context JSON]"), QStringLiteral("The value of one FEEL expression"),
         QStringLiteral("zcctl feel eval \"a >= 60\" --context '{\"a\": 61}'"), feelEval},
    };
    return verbs;
}

const Verb *findVerb(const QStringList &words, int *nameLength)
{
    const Verb *best = nullptr;
    int bestLength = 0;
    for (const Verb &verb : allVerbs()) {
        const QStringList name = verb.name.split(u' ');
        if (name.size() > bestLength && words.mid(0, name.size()) == name) {
            best = &verb;
            bestLength = int(name.size());
        }
    }
    *nameLength = bestLength;
    return best;
}

} // namespace zc::ctl
