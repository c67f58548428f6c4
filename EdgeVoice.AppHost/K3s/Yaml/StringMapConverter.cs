using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization;

namespace EdgeVoice.AppHost.K3s.Yaml;

/// <summary>Quotes every value; text of several lines becomes a literal block.</summary>
internal sealed class StringMapConverter : IYamlTypeConverter
{
    public bool Accepts(Type type) => type == typeof(StringMap);

    public object ReadYaml(IParser parser, Type type, ObjectDeserializer rootDeserializer) => throw new NotSupportedException();

    public void WriteYaml(IEmitter emitter, object? value, Type type, ObjectSerializer serializer)
    {
        emitter.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, isImplicit: true, MappingStyle.Block));
        foreach (var (key, text) in (StringMap)value!)
        {
            emitter.Emit(new Scalar(key));
            var style = text.Contains('\n') ? ScalarStyle.Literal : ScalarStyle.DoubleQuoted;
            emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, text, style, isPlainImplicit: false, isQuotedImplicit: true));
        }

        emitter.Emit(new MappingEnd());
    }
}
