"""Short and pet forms of given names, folded. Pure. A word can be the short form of several names."""

_GROUPS = """
    alexander alexandra alex sasha sandra sandro lex aleksander aleksandr alexandre alejandro alejandra
    andrew andy drew andreas andre
    anthony tony antonio anton toni
    barbara barb babs
    benjamin ben benny
    catherine katherine kathryn katharina katarzyna ekaterina kate katie kathy cathy kat katja kasia katya kathi
    charles charlie chuck carlos carl
    christopher chris kit kris christoph
    christine christina christian chris tina chrissy
    daniel daniela dan danny
    david dave davy
    deborah debra deb debbie
    dmitri dmitry dmytro dima mitya
    dorothy dot dottie
    edward eduard edouard ed eddie ted ned teddy
    eleanor eleonora ellie nell nora
    elizabeth elisabeth liz lizzie beth betty betsy eliza lisa elsa lisbeth
    florian flo
    francis francisco francesco francesca frances frank fran franz paco pancho cisco franny
    frederick frederik friedrich fred freddy fritz rick
    friederike rike
    gabriel gabriela gabe gaby
    george georg jorge giorgio
    gerald gerard jerry gerry
    giovanni gianni john jack johnny jon
    giuseppe beppe peppe pino
    gregory greg
    guillermo william wilhelm bill billy will willy liam memo willem wim
    henry henrik harry hank heinrich hal heinz
    ignacio nacho
    isabel isabella bella izzy isa
    jacob jake jakob
    james jim jimmy jamie
    jeffrey geoffrey jeff geoff
    jennifer jen jenny
    jessica jess jessie
    johann johannes hans hannes jo
    jonathan jon jonny nathan
    jose josef joseph josep pepe joe joey sepp jupp
    joshua josh
    judith judy
    kenneth ken kenny
    krzysztof krzysiek krzys
    lawrence laurence laurent larry lorenz
    leonard leonardo len lenny leo leon
    lucas luke lukas luca luc
    malgorzata gosia
    manuel manu manolo
    margaret margarete margarita maggie meg peggy greta marge margie rita
    maria mary molly polly mia marie
    martha marty
    martin marty
    matthew matthias matteo mateo matt matty
    michael mike mick mickey mikhail misha michel miguel mikael mihai
    nathaniel nathan nate nat
    nicholas nicolas nikolaus nikolai nick nico klaus niklas kolya
    oleksandr sasha olek
    pamela pam
    patricia patrick pat patty trish tricia paddy
    peter pete pedro pierre piotr
    philip phillip philippe phil
    ralph rafael raphael rafa
    raymond ray
    rebecca becky becca
    richard rick rich dick ricky richie ricardo
    robert roberto bob bobby rob robbie bert
    ronald ron ronnie
    samuel samantha sam sammy
    sarah sally sara
    sebastian sebastien basti seb bastian
    sergei sergey sergio serge serhiy
    stephen steven stefan steve stevie esteban stephan
    stephanie steffi steph
    susan suzanne susanne sue susie suzy
    terence teresa theresa terry tess tessa
    theodore theodor ted teddy theo
    thomas tom tommy tomas
    timothy tim timmy
    ulrich uli
    ulrike uli ulli
    valentina valentin val valya
    victor victoria vic vicky viktor viki tori
    vincent vincenzo vince vinny
    vladimir volodymyr vlad vova volodya
    walter walt wally
    yevgeny evgeny eugene gene zhenya
    zachary zach zack
"""
_groups_of: dict[str, set[int]] = {}
for _number, _line in enumerate(_GROUPS.strip().splitlines()):
    for _word in _line.split():
        _groups_of.setdefault(_word, set()).add(_number)
_NONE: set[int] = set()


def may_be_one_name(one: str, other: str) -> bool:
    return not _groups_of.get(one, _NONE).isdisjoint(_groups_of.get(other, _NONE))
