using Dashboard.Core;
using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Core.Tls;

namespace Dashboard.Lab.Scanners;

/// <summary>
/// What another scanner saw of one server, judged by our own lists of <c>ncsc-2025</c>: a level for each sub-test that it has something to
/// say of. So only what was seen is compared, not how others judge.
/// </summary>
internal sealed class ScannerFindings
{
    private const NcscMethod Method = NcscMethod.Ncsc2025;

    /// <summary>The sub-tests that a scanner can speak of.</summary>
    public static IReadOnlyList<string> Compared { get; } =
    [
        TlsSubTest.Version,
        TlsSubTest.Suites,
        TlsSubTest.Groups,
        TlsSubTest.Hash,
        TlsSubTest.Compression,
        TlsSubTest.SecureRenegotiation,
        TlsSubTest.ClientRenegotiation,
        TlsSubTest.ExtendedMasterSecret,
        TlsSubTest.CertificateKey,
        TlsSubTest.CertificateSignature,
    ];

    private readonly Dictionary<string, string> levels = [];

    /// <summary>A word such as <c>phase-out</c>, or <c>–</c> where the scanner does not say.</summary>
    public string this[string subTest] => levels.GetValueOrDefault(subTest, "–");

    public ScannerFindings Versions(IEnumerable<TlsProtocolVersion> versions) =>
        Worst(TlsSubTest.Version, GuidelineSubject.Version, versions.Select(v => Slug.Of(v)));

    public ScannerFindings Suites(IEnumerable<CipherSuite> suites) =>
        Worst(TlsSubTest.Suites, GuidelineSubject.Suite, suites.Select(suite => suite.Name));

    public ScannerFindings Groups(IEnumerable<string> groups) =>
        Worst(TlsSubTest.Groups, GuidelineSubject.Group, groups);

    public ScannerFindings Hashes(IEnumerable<string> hashes) =>
        Worst(TlsSubTest.Hash, GuidelineSubject.Hash, hashes);

    public ScannerFindings Keys(IEnumerable<string> keys) =>
        Worst(TlsSubTest.CertificateKey, GuidelineSubject.CertificateKey, keys);

    public ScannerFindings Signatures(IEnumerable<string> signatures) =>
        Worst(TlsSubTest.CertificateSignature, GuidelineSubject.CertificateSignature, signatures);

    /// <param name="isGood">Null where the scanner did not find out.</param>
    public ScannerFindings Switch(string subTest, bool? isGood)
    {
        if (isGood is { } good)
        {
            levels[subTest] = Slug.Of(good ? GuidelineLevel.Good : GuidelineLevel.Insufficient);
        }
        return this;
    }

    private ScannerFindings Worst(
        string subTest,
        GuidelineSubject subject,
        IEnumerable<string> values
    )
    {
        var found = values
            .Select(value => GuidelineLists.LevelOf(Method, subject, value))
            .DefaultIfEmpty((GuidelineLevel)(-1))
            .Min();
        if (found >= 0)
        {
            levels[subTest] = Slug.Of(found);
        }
        return this;
    }
}
