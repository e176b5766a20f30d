using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Hosting;

/// <summary>Finds out whether it was a setting that kept the program from starting.</summary>
internal static class WrongSetting
{
    /// <summary>What to tell the operator; null where the fault is another.</summary>
    public static WrongSettingException? Of(Exception fault) =>
        fault switch
        {
            OptionsValidationException wrong => new(string.Join("; ", wrong.Failures)),
            // Of several parts that did not start.
            AggregateException { InnerExceptions: [var first, ..] } => Of(first),
            // The binder: a text where a number or a time should be.
            InvalidOperationException { InnerException: FormatException or ArgumentException } =>
                new(fault.Message),
            // Kestrel, of an address that it cannot read or have.
            FormatException => new($"Urls: {fault.Message}"),
            SocketException => new($"Urls: {fault.Message}"),
            IOException { InnerException: { } inner } when OfListening(inner) is { } why => new(
                $"Urls: {fault.Message} {why.Message}"
            ),
            _ => null,
        };

    /// <summary>For "localhost" there are two, of IPv4 and IPv6.</summary>
    private static Exception? OfListening(Exception inner) =>
        inner switch
        {
            AggregateException { InnerExceptions: [var first, ..] } => OfListening(first),
            AddressInUseException or SocketException => inner,
            _ => null,
        };
}
