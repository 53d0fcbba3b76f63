"""Names come in the order that readers of each language expect."""

import pytest

from commoncall.kernel.countries.rules import sort_key


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", ["Afghanistan", "Åland Islands", "Albania", "Côte d'Ivoire", "Croatia", "Türkiye", "Turkmenistan", "Zambia"]),
        ("fr", ["Égypte", "El Salvador", "Émirats arabes unis", "Équateur", "Érythrée", "Espagne", "Îles Cook", "Inde", "Zimbabwe"]),
        ("es", ["Emiratos Árabes Unidos", "Eslovaquia", "España", "Estonia", "México", "Micronesia", "Omán", "Panamá", "Papua Nueva Guinea"]),
        ("es", ["Espanto", "España", "Esparta"]),
        ("ru", ["Австралия", "Австрия", "Бенин", "Ёлкия", "Жираф", "Иран", "Йемен", "Кабо-Верде", "Япония"]),
        ("ar", ["الاتحاد الروسي", "إثيوبيا", "أذربيجان", "الأرجنتين", "الأردن", "أرمينيا", "البحرين", "البرازيل", "بربادوس", "تركيا", "الجزائر"]),
        ("zh", ["阿尔巴尼亚", "阿富汗", "埃及", "巴西", "德国", "俄罗斯联邦", "法国", "斐济", "刚果", "美利坚合众国", "瑙鲁", "中国"]),
    ],
)
def test_order_of_a_dictionary(language: str, names: list[str]) -> None:
    backwards = names[::-1]
    assert sorted(backwards, key=lambda name: sort_key(name, language)) == names
