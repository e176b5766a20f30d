namespace Dashboard.Web.Platform;

/// <summary>Answered with 400; its message is for who sent the content.</summary>
internal sealed class UnreadableContentException(string message, Exception? fault = null)
    : BadHttpRequestException(message, StatusCodes.Status400BadRequest, fault!)
{
    public const string UnknownCharset = "The charset of the content is not known. Send UTF-8.";

    public const string UnreadableForm = "The form cannot be read.";
}
