using System.Globalization;
using Dashboard.Core.Inbound;
using Dashboard.Core.Smtp;
using Dashboard.Core.Tls;
using Dashboard.Texts.Inbound;

namespace Dashboard.Check.Report;

/// <summary>One MX host: its policy, and address by address what a sender meets.</summary>
internal static class HostReport
{
    /// <summary>Records with the same remark: the first of them, and how many more there are.</summary>
    private const int Shown = 3;

    public static IEnumerable<string> Lines(
        HostVerdict host,
        HostObservation? seen,
        InboundSentences sentences
    )
    {
        yield return string.Empty;
        yield return $"{host.Host.Name}: {(host.Policy.Skipped ? "skipped" : Word.Of(host.Policy.Policy))}"
            + $", addresses {Word.Of(host.Policy.AddressSecurity)}";
        foreach (
            var same in host
                .Policy.Tlsa.Select(tlsa => (tlsa.Record, Remark: Remark(tlsa)))
                .Where(tlsa => tlsa.Remark is not null)
                .GroupBy(tlsa => tlsa.Remark)
        )
        {
            foreach (var (record, remark) in same.Take(Shown))
            {
                yield return $"  {record}: {remark}";
            }
            if (same.Skip(Shown).Count() is var more and > 0)
            {
                yield return $"  {sentences.MoreTlsa(more)}: {same.Key}";
            }
        }
        foreach (var address in host.Addresses)
        {
            var observation = seen?.Addresses.FirstOrDefault(a =>
                a.Address.Equals(address.Address)
            );
            foreach (var line in Address(host, address, observation))
            {
                yield return line;
            }
        }
    }

    private static string? Remark(AssessedTlsa tlsa) =>
        tlsa switch
        {
            { Problem: { } problem } => $"unusable, {Word.Of(problem)}",
            { LeftOutByAgility: true } => "passed over for a stronger digest",
            { Duplicate: true } => "is here twice",
            _ => null,
        };

    private static IEnumerable<string> Address(
        HostVerdict host,
        AddressVerdict verdict,
        AddressObservation? seen
    )
    {
        yield return $"  {host.Host.Name}[{verdict.Address}]: {Word.Of(verdict.Outcome)}{(verdict.Good ? "" : ", not protected")}";
        if (seen is null)
        {
            yield break;
        }
        if (seen.Disposition != AddressDisposition.Probed)
        {
            yield return $"    {Word.Of(seen.Disposition)}";
        }
        if ((DistinctSessions.Counted(verdict, seen) ?? seen.Last) is { Fault: { } fault } session)
        {
            yield return $"    {Fault(fault, session)}";
        }
        var shown = verdict.Answer is null
            ? DistinctSessions
                .HandshakesOf(seen)
                .Select(one => CertificateReport.Lines(host.Policy, one.Handshake, null))
            : DistinctSessions
                .JudgedOf(verdict, seen)
                .Select(one => CertificateReport.Lines(host.Policy, one.Handshake, one.Verdict));
        foreach (var line in shown.SelectMany(lines => lines))
        {
            yield return line;
        }
    }

    private static string Fault(SessionFault fault, StartTlsObservation session)
    {
        var reply = fault.Stage switch
        {
            SmtpStage.Greeting => session.Greeting,
            SmtpStage.Ehlo => session.Helo ?? session.Ehlo,
            SmtpStage.StartTls => session.StartTls,
            _ => null,
        };
        var said = reply is { Lines: [var first, ..] }
            ? string.Create(CultureInfo.InvariantCulture, $" ({reply.Code} {first})")
            : "";
        return $"{Word.Of(fault.Stage)}: {Word.Of(fault.Kind)}{said}";
    }
}
