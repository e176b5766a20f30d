using System.Text;
using Dashboard.Web.Features.Api.Batch;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Dashboard.Web.Hosting;

/// <summary>
/// Content that nobody can read is the fault of who sent it. The framework has an exception of another kind for each way, and says of
/// most of them what it says of a fault of ours; here they become the one that is answered with 400 and leaves no line in the log.
/// </summary>
internal static class ReadableContent
{
    /// <summary>After routing: an endpoint may have limits of its own for its form.</summary>
    public static void UseReadableContent(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
            {
                if (ErrorPages.IsErrorPage(context))
                {
                    return next(context);
                }
                if (HasUnknownCharset(context.Request))
                {
                    throw new UnreadableContentException(UnreadableContentException.UnknownCharset);
                }
                if (context.Request.HasFormContentType)
                {
                    context.Features.Set<IFormFeature>(
                        new ReadableForm(context.Features.GetRequiredFeature<IFormFeature>())
                    );
                }
                return next(context);
            }
        );

    /// <summary>
    /// Of JSON alone: in a form it is passed over, the batch API takes every body for UTF-8, and else nothing is read as text.
    /// </summary>
    private static bool HasUnknownCharset(HttpRequest request) =>
        request.HasJsonContentType()
        && !request.Path.StartsWithSegments(BatchEndpoints.Root)
        && MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && HeaderUtilities.RemoveQuotes(type.Charset) is { Length: > 0 } charset
        && !IsKnown(charset.ToString());

    private static bool IsKnown(string charset)
    {
        try
        {
            return Encoding.GetEncoding(charset) is not null;
        }
        catch (Exception fault) when (fault is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    /// <summary>A form with too many keys, keys that are too long, or parts that are broken off.</summary>
    private sealed class ReadableForm(IFormFeature inner) : IFormFeature
    {
        public bool HasFormContentType => inner.HasFormContentType;

        public IFormCollection? Form
        {
            get => inner.Form;
            set => inner.Form = value;
        }

        public IFormCollection ReadForm()
        {
            try
            {
                return inner.ReadForm();
            }
            catch (Exception fault) when (IsOfTheSender(fault))
            {
                throw Unreadable(fault);
            }
        }

        public async Task<IFormCollection> ReadFormAsync(CancellationToken cancellationToken)
        {
            try
            {
                return await inner.ReadFormAsync(cancellationToken);
            }
            catch (Exception fault) when (IsOfTheSender(fault))
            {
                throw Unreadable(fault);
            }
        }

        /// <summary>
        /// A part that ends before its boundary is a plain <see cref="IOException"/> to the framework; one of the disk or of the
        /// connection is of another type, or has the number of its error.
        /// </summary>
        private static bool IsOfTheSender(Exception fault) =>
            fault is InvalidDataException
            || (fault.GetType() == typeof(IOException) && fault.HResult == PlainIOException);

        private static UnreadableContentException Unreadable(Exception fault) =>
            new(UnreadableContentException.UnreadableForm, fault);
    }

    /// <summary>COR_E_IO, which an exception has that was given no other number.</summary>
    private const int PlainIOException = unchecked((int)0x80131620);
}
