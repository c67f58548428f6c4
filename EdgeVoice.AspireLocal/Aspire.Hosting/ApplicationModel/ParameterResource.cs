namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value given from outside: configuration, user secrets, the environment, or a default.</summary>
public class ParameterResource : Resource, IExpressionValue
{
    private readonly Func<ParameterDefault?, string> _callback;
    private readonly Lock _gate = new();
    private string? _value;

    public ParameterResource(string name, Func<ParameterDefault?, string> callback, bool secret = false)
        : base(name)
    {
        _callback = callback;
        Secret = secret;
    }

    public ParameterDefault? Default { get; set; }

    public bool Secret { get; }

    public string ValueExpression => $"{{{Name}.value}}";

    public string? Description { get; set; }

    /// <exception cref="MissingParameterValueException">Nobody gave a value and there is no default.</exception>
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken)
    {
        // Once, so that a generated value is the same for everyone who asks.
        lock (_gate)
        {
            return new(_value ??= _callback(Default));
        }
    }
}
