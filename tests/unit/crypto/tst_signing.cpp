#include "support/testprogram.h"

#include <crypto/digest.h>
#include <crypto/jwt.h>


using namespace zc;
using namespace zc::crypto;
using namespace Qt::StringLiterals;

class TestSigning : public QObject {
    Q_OBJECT
    SigningKey m_key = *SigningKey::generate();

    std::function<VerifyKey(const QString &)> knows(const QString &kid) const
    {
        return [this, kid](const QString &asked) { return asked == kid ? m_key.verifyKey() : VerifyKey(); };
    }

private Q_SLOTS:
    void signAndVerify()
    {
        const QByteArray data = randomBytes(500);
        const QByteArray signature = *m_key.sign(data);
        QCOMPARE(signature.size(), 64);
        QVERIFY(m_key.verifyKey().verify(data, signature));
        QVERIFY(!m_key.verifyKey().verify(data + "x", signature));
        QVERIFY(!SigningKey::generate()->verifyKey().verify(data, signature));
    }
    void malformedSignaturesAreFalse()
    {
        const VerifyKey key = m_key.verifyKey();
        QVERIFY(!key.verify("x", {}));
        QVERIFY(!key.verify("x", QByteArray(64, '\0')));
        QVERIFY(!key.verify("x", QByteArray(64, '\xff')));
        QVERIFY(!key.verify("x", QByteArray(63, 'a')));
        QVERIFY(!VerifyKey().verify("x", *m_key.sign("x")));
    }
    void everyFlippedByteOfASignatureIsFound()
    {
        const QByteArray signature = *m_key.sign("receipt");
        for (qsizetype i = 0; i < signature.size(); ++i) {
            QByteArray bad = signature;
            bad[i] = char(bad[i] ^ 1);
            QVERIFY(!m_key.verifyKey().verify("receipt", bad));
        }
    }
    void publicKeyTravels()
    {
        const VerifyKey key = m_key.verifyKey();
        const QByteArray signature = *m_key.sign("x");
        QVERIFY(VerifyKey::fromSpki(key.spki())->verify("x", signature));
        QVERIFY(VerifyKey::fromBase64Spki(key.base64Spki())->verify("x", signature));
        QVERIFY(VerifyKey::fromJwk(key.jwk(u"k1"_s))->verify("x", signature));
        QCOMPARE(key.jwk(u"k1"_s)[u"kid"].toString(), u"k1"_s);
        QVERIFY(!key.jwk().contains(u"d"_s));
    }
    void rfc7515ExampleVerifies()
    {
        // RFC 7515 appendix A.3
        const auto key = VerifyKey::fromJwk({{u"kty"_s, u"EC"_s}, {u"crv"_s, u"P-256"_s},
                                             {u"x"_s, u"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"_s},
                                             {u"y"_s, u"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"_s}});
        QVERIFY(key.ok());
        const QByteArray token("eyJhbGciOiJFUzI1NiJ9"
                               ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
                               ".DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q");
        const auto jwt = verifyJwt(token, [&](const QString &) { return *key; });
        QVERIFY(jwt.ok());
        QCOMPARE(jwt->claims[u"iss"].toString(), u"joe"_s);
    }
    void privateKeyTravels()
    {
        const auto der = m_key.pkcs8();
        QVERIFY(der.ok());
        const auto back = SigningKey::fromPkcs8(der->view());
        QVERIFY(back.ok());
        QVERIFY(m_key.verifyKey().verify("x", *back->sign("x")));
    }
    void foreignKeysAreRefused()
    {
        QVERIFY(!VerifyKey::fromSpki({}).ok());
        QVERIFY(!VerifyKey::fromSpki("nonsense").ok());
        QVERIFY(!VerifyKey::fromSpki(m_key.verifyKey().spki() + "tail").ok());
        QVERIFY(!VerifyKey::fromBase64Spki(u"***").ok());
        QVERIFY(!SigningKey::fromPkcs8("nonsense").ok());
        QVERIFY(!SigningKey::fromPkcs8(m_key.verifyKey().spki()).ok());
        QJsonObject off = m_key.verifyKey().jwk();
        off[u"y"] = off[u"x"];                             // a point that is not on the curve
        QCOMPARE(VerifyKey::fromJwk(off).error().code, u"CRY-KEY-FORMAT"_s);
        off[u"crv"] = u"P-384"_s;
        QVERIFY(!VerifyKey::fromJwk(off).ok());
    }
    void thumbprintFollowsRfc7638()
    {
        const QJsonObject jwk = m_key.verifyKey().jwk();
        const QByteArray text = "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"" + jwk[u"x"].toString().toLatin1() + "\",\"y\":\""
            + jwk[u"y"].toString().toLatin1() + "\"}";
        QCOMPARE(m_key.verifyKey().thumbprint(), QString::fromLatin1(base64Url(sha256(text))));
    }
    void jwtRoundTrip()
    {
        const auto token = signJwt(m_key, {{u"kid"_s, u"k1"_s}}, {{u"sub"_s, u"clerk"_s}});
        const auto jwt = verifyJwt(*token, knows(u"k1"_s));
        QVERIFY(jwt.ok());
        QCOMPARE(jwt->claims[u"sub"].toString(), u"clerk"_s);
        QCOMPARE(verifyJwt(*token, knows(u"k2"_s)).error().code, u"CRY-JWT-KEY"_s);
    }
    void jwtWithoutOrWithAnotherAlgorithmIsRefused()
    {
        for (const char *alg : {"none", "HS256", "es256", ""}) {
            const QByteArray header = base64Url(QByteArray("{\"alg\":\"") + alg + "\",\"kid\":\"k1\"}");
            const QByteArray input = header + '.' + base64Url("{}");
            QCOMPARE(verifyJwt(input + '.' + base64Url(*m_key.sign(input)), knows(u"k1"_s)).error().code, u"CRY-JWT-ALGORITHM"_s);
        }
    }
    void damagedJwtIsRefused()
    {
        const QByteArray token = *signJwt(m_key, {{u"kid"_s, u"k1"_s}}, {{u"sub"_s, u"clerk"_s}});
        for (qsizetype i = 0; i < token.size(); ++i) {
            QByteArray bad = token;
            bad[i] = bad[i] == 'A' ? 'B' : 'A';
            // The last character of a part may carry unused bits; only the text, not the meaning, changes there.
            if (verifyJwt(bad, knows(u"k1"_s)).ok())
                QVERIFY(i + 1 == token.size());
        }
        QVERIFY(!verifyJwt({}, knows(u"k1"_s)).ok());
        QVERIFY(!verifyJwt("a.b", knows(u"k1"_s)).ok());
        QVERIFY(!verifyJwt(QByteArray(20000, 'a'), knows(u"k1"_s)).ok());
    }
};

ZC_TEST(QCoreApplication, TestSigning)
#include "tst_signing.moc"
